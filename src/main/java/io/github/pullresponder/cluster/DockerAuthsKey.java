package io.github.pullresponder.cluster;

import io.github.pullresponder.image.RegistryHostNormalizer;
import io.github.pullresponder.redaction.Redaction;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A key of a pull secret's {@code auths}, matched like the kubelet does: exactly, port included. Only {@code http://}
 * and {@code https://} are removed; a path that begins with {@code /v1/} or {@code /v2/} loses that part, and the rest
 * must begin the repository; each label of the host is a pattern of its own (Kubernetes: pkg/credentialprovider, keyring.go).
 */
public record DockerAuthsKey(String text) {
    /** A host that Go's {@code net/url} accepts; the kubelet ignores a key with any other host. */
    private static final Pattern AUTHORITY = Pattern.compile("[^\\p{Cntrl} \\\\^`{|}%]*?(:[0-9]*)?");

    /** Removes user-info, which the kubelet ignores as well. */
    public DockerAuthsKey {
        text = Redaction.ofImage(text);
    }

    /** The intended host: in lower case and without the default port, which {@link #matches} compares exactly. */
    public String host() {
        return RegistryHostNormalizer.withoutDefaultPort(authority()).toLowerCase(Locale.ROOT);
    }

    /**
     * Returns true if the kubelet uses this login for an image.
     *
     * @param imageHost as written in the image, with its port
     */
    public boolean matches(String imageHost, String repository) {
        var authority = authority();
        return AUTHORITY.matcher(authority).matches()
                && portOf(authority).equals(portOf(imageHost))
                && hostMatches(withoutPort(authority), withoutPort(imageHost))
                && repository.startsWith(path());
    }

    /** The sort key of the kubelet, which tries the matching keys from the last to the first. */
    public String order() {
        return path().isEmpty() ? authority() : authority() + "/" + path();
    }

    private static boolean hostMatches(String keyHost, String imageHost) {
        var patterns = keyHost.split("\\.", -1);
        var labels = imageHost.split("\\.", -1);
        if (patterns.length != labels.length) {
            return false;
        }
        for (var i = 0; i < labels.length; i++) {
            if (!HostLabelGlob.matches(patterns[i], labels[i])) {
                return false;
            }
        }
        return true;
    }

    private static String portOf(String authority) {
        var colon = colonIn(authority);
        return colon < 0 ? "" : authority.substring(colon + 1);
    }

    private static String withoutPort(String authority) {
        var colon = colonIn(authority);
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    /** Ignores colons of an address in brackets. */
    private static int colonIn(String authority) {
        var colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? colon : -1;
    }

    private String authority() {
        var address = address();
        var slash = address.indexOf('/');
        var authority = slash < 0 ? address : address.substring(0, slash);
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    /** Without the leading slash. */
    private String path() {
        var address = address();
        var slash = address.indexOf('/');
        var path = slash < 0 ? "" : address.substring(slash + 1);
        return path.startsWith("v1/") || path.startsWith("v2/") ? path.substring(3) : path;
    }

    private String address() {
        var address = text;
        for (var scheme : new String[] {"https://", "http://"}) {
            if (text.startsWith(scheme)) {
                address = text.substring(scheme.length());
            }
        }
        return address.split("[?#]", 2)[0];
    }

    @Override
    public String toString() {
        return text;
    }
}
