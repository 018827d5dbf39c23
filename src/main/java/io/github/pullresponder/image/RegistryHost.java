package io.github.pullresponder.image;

/** The host of a registry, as people write it. */
public final class RegistryHost {
    /** Of HTTPS. */
    private static final String DEFAULT_PORT = ":443";

    private RegistryHost() {}

    /** The host without the port that need not be written. */
    public static String withoutDefaultPort(String host) {
        return host.endsWith(DEFAULT_PORT) ? host.substring(0, host.length() - DEFAULT_PORT.length()) : host;
    }
}
