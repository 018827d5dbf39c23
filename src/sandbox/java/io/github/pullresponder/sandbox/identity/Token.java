package io.github.pullresponder.sandbox.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.local.SandboxToken;
import io.github.pullresponder.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The claims of a token of the sandbox. The token is not verified; tokens of other issuers are not accepted. */
public record Token(JsonNode claims) {

    /** Parses a token; empty if it is not a token of the sandbox. */
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

    /** The directory object that the token represents. */
    public String objectId() {
        return claim("oid");
    }

    public String audience() {
        return claim("aud");
    }
}
