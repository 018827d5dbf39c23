package io.github.pullresponder.local;

import java.net.URI;
import java.util.Set;

/** Where a sandbox on this machine serves its simulated Azure. */
public record SandboxAddress(URI uri) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Reads {@code http://localhost:7072}. Another machine is refused: the person who runs a sandbox can read what is sent to it.
     *
     * @throws IllegalArgumentException if it is no address of a port of this machine
     */
    public static SandboxAddress parse(String text) {
        var uri = URI.create(text.replaceFirst("/$", ""));
        var isOrigin =
                text.replaceFirst("/$", "").equals(uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort());
        if (!isOrigin || !uri.getScheme().equals("http") || !isLoopback(uri.getHost())) {
            throw new IllegalArgumentException(text);
        }
        return new SandboxAddress(uri);
    }

    /** Whether a host, as URLs write it, is this machine. */
    static boolean isLoopback(String host) {
        return LOOPBACK.contains(host);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
