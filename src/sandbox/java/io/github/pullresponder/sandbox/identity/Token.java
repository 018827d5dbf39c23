package io.github.pullresponder.sandbox.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.local.SandboxToken;
import io.github.pullresponder.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The content of a token of the sandbox; no one verifies it. Any other token is none here. */
public record Token(JsonNode claims) {

    /** The token in this text, if it is one of the sandbox. */
    public static Optional<Token> parse(String text) {
        if (!SandboxToken.isOne(text)) {
            return Optional.empty();
        }
        try {
            var decoded = Base64.getUrlDecoder().decode(text.split("\\.")[1]);
            var claims = Json.parse(new String(decoded, StandardCharsets.UTF_8));
            return claims.isObject() ? Optional.of(new Token(claims)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    public String claim(String name) {
        return claims.path(name).asText();
    }

    /** The directory object the token speaks for. */
    public String objectId() {
        return claim("oid");
    }

    public String audience() {
        return claim("aud");
    }
}
