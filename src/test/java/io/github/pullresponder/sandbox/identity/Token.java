package io.github.pullresponder.sandbox.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** An unsigned token in the shape of a JWT (RFC 7519): the clients read its claims, nobody verifies it. */
public record Token(JsonNode claims) {
    private static final String HEADER = encoded("{\"alg\":\"none\",\"typ\":\"JWT\"}");
    private static final String SIGNATURE = encoded("sandbox");

    /** What is sent: three parts in base64url. */
    public static String of(ObjectNode claims) {
        return HEADER + "." + encoded(claims.toString()) + "." + SIGNATURE;
    }

    /** The token in this text, if it was made by {@link #of}. */
    public static Optional<Token> parse(String text) {
        String[] parts = text.split("\\.");
        if (parts.length != 3 || !parts[0].equals(HEADER) || !parts[2].equals(SIGNATURE)) {
            return Optional.empty();
        }
        try {
            var claims = Json.parse(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
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

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
