package io.github.pullresponder.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An unsigned token in the form of a JWT (RFC 7519): the clients read its claims, and only a sandbox accepts it. */
public final class SandboxToken {
    private static final String HEADER = encode("{\"alg\":\"none\",\"typ\":\"JWT\"}");
    private static final String SIGNATURE = encode("sandbox");

    private SandboxToken() {}

    /** The text of a token: three parts in base64url. */
    public static String of(ObjectNode claims) {
        return HEADER + "." + encode(claims.toString()) + "." + SIGNATURE;
    }

    /** Returns true if {@link #of} created this text; tokens of Entra are signed. */
    public static boolean isOne(String text) {
        var parts = text.split("\\.", -1);
        return parts.length == 3 && parts[0].equals(HEADER) && parts[2].equals(SIGNATURE);
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
