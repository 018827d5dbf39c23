package io.github.pullresponder.evidence.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.evidence.TokenRights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;

/** What the responder's own access token says of it (RFC 7519). It is its own, so nothing is verified. */
final class AccessTokenClaims {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AccessTokenClaims() {}

    static Optional<String> objectIdIn(String token) {
        return claimsOf(token)
                .flatMap(claims -> Optional.ofNullable(claims.path("oid").textValue()));
    }

    /**
     * What it permits: {@code roles} lists the permissions of an application, and {@code scp} those that a person has
     * given on ("Access token claims reference").
     */
    static Optional<TokenRights> rightsIn(String token) {
        return claimsOf(token).map(claims -> {
            var roles = new ArrayList<String>();
            claims.path("roles").forEach(role -> roles.add(role.asText()));
            return new TokenRights(roles, claims.has("scp"));
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
