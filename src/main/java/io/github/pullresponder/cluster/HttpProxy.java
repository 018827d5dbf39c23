package io.github.pullresponder.cluster;

import io.github.pullresponder.image.RegistryHostNormalizer;
import java.util.List;
import java.util.Locale;

/**
 * The HTTP proxy that a cluster's nodes use.
 *
 * @param address host and port, without credentials
 * @param exceptions {@code noProxy}: hosts that are reached without the proxy
 */
public record HttpProxy(String address, List<String> exceptions) {
    public HttpProxy {
        exceptions = List.copyOf(exceptions);
    }

    /**
     * Returns true if requests to a host use the proxy. Address ranges never match a name, and a name matches itself and all of its
     * subdomains. Source: Go, {@code golang.org/x/net/http/httpproxy}, {@code Config.NoProxy}.
     */
    public boolean isAskedFor(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return exceptions.stream()
                .map(exception -> exception.strip().toLowerCase(Locale.ROOT))
                .noneMatch(exception -> excepts(exception, name));
    }

    private static boolean excepts(String exception, String name) {
        if (exception.equals("*")) {
            return true;
        }
        var wildcard = exception.startsWith("*.") ? exception.substring(1) : exception;
        var withoutPort = RegistryHostNormalizer.withoutDefaultPort(wildcard);
        return withoutPort.startsWith(".")
                ? name.endsWith(withoutPort)
                : name.equals(withoutPort) || name.endsWith("." + withoutPort);
    }
}
