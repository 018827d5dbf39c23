package io.github.pullresponder.evidence.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.evidence.GraphTokenPermissions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;

/** Reads the claims of Pull Responder's own access token (RFC 7519). They are not verified, because the token is its own. */
final class AccessTokenClaimsReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AccessTokenClaimsReader() {}

    static Optional<String> objectIdIn(String token) {
        return claimsOf(token)
                .flatMap(claims -> Optional.ofNullable(claims.path("oid").textValue()));
    }

    /**
     * The permissions of the token: {@code roles} lists the permissions of an application, and {@code scp} the delegated
     * permissions of a user ("Access token claims reference").
     */
    static Optional<GraphTokenPermissions> rightsIn(String token) {
        return claimsOf(token).map(claims -> {
            var roles = new ArrayList<String>();
            claims.path("roles").forEach(role -> roles.add(role.asText()));
            return new GraphTokenPermissions(roles, claims.has("scp"));
        });
    }

    private static Optional<JsonNode> claimsOf(String token) {
        var parts = token.split("\\.", 0);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(Base64.getUrlDecoder().decode(parts[1])));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
