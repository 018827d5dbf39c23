package io.github.pullresponder.local;

import java.net.URI;
import java.util.Set;

/** The URL of a sandbox on this machine, which serves a simulated Azure. */
public record SandboxAddress(URI uri) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Parses a URL such as {@code http://localhost:7072}. Other machines are rejected, because the person who runs a sandbox can read
     * all requests to it.
     *
     * @throws IllegalArgumentException if it is not the URL of a port on this machine
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

    /** Returns true if the host of a URL is this machine. */
    static boolean isLoopback(String host) {
        return LOOPBACK.contains(host);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
