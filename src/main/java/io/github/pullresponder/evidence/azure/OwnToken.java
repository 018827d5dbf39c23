package io.github.pullresponder.evidence.azure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/** What the responder's own access token says of it (RFC 7519). It is its own, so nothing is verified. */
final class OwnToken {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OwnToken() {}

    static Optional<String> objectIdIn(String token) {
        var parts = token.split("\\.", 0);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            var claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return Optional.ofNullable(claims.path("oid").textValue());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
