package io.github.pullresponder.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** A password. It can be compared, in constant time, and does not print. */
public final class SecretValue {
    private static final Pattern EXPIRY = Pattern.compile("\"exp\"\\s*:\\s*(\\d{1,11})\\b");

    private final byte[] bytes;

    public SecretValue(String text) {
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    public boolean matches(SecretValue other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }

    /**
     * Returns true if this is the secret with the {@code hint} in Entra ID, which is its first three characters (Graph:
     * passwordCredential).
     */
    public boolean beginsWith(String hint) {
        var start = hint.getBytes(StandardCharsets.UTF_8);
        return bytes.length >= start.length && MessageDigest.isEqual(Arrays.copyOf(bytes, start.length), start);
    }

    /** The expiry, if the value is itself a token (RFC 7519: {@code exp}), as in some pull secrets. */
    public Optional<Instant> expiryOfToken() {
        var parts = new String(bytes, StandardCharsets.UTF_8).split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        var claims = EXPIRY.matcher(decode(parts[1]));
        return claims.find() ? Optional.of(Instant.ofEpochSecond(Long.parseLong(claims.group(1)))) : Optional.empty();
    }

    private static String decode(String part) {
        try {
            return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
