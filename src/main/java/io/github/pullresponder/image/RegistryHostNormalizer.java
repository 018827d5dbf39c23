package io.github.pullresponder.image;

/** Normalizes the host of a registry as written in image references. */
public final class RegistryHostNormalizer {
    /** The default port of HTTPS. */
    private static final String DEFAULT_PORT = ":443";

    private RegistryHostNormalizer() {}

    /** The host without the default port. */
    public static String withoutDefaultPort(String host) {
        return host.endsWith(DEFAULT_PORT) ? host.substring(0, host.length() - DEFAULT_PORT.length()) : host;
    }
}
