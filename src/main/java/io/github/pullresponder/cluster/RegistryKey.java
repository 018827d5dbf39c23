package io.github.pullresponder.cluster;

import io.github.pullresponder.image.RegistryHost;
import io.github.pullresponder.redaction.Redaction;
import java.util.Locale;

/**
 * A key of a pull secret's {@code auths}, matched as the kubelet does: scheme, default port and a trailing slash do not
 * matter, {@code /v1/} and {@code /v2/} are no path, any other path must begin the repository, and {@code *} stands for
 * part of one label of the host (Kubernetes: credentialprovider keyring, "Images: config.json").
 */
public record RegistryKey(String text) {

    /** Without the user-info that some write there; the kubelet does without it as well. */
    public RegistryKey {
        text = Redaction.ofImage(text);
    }

    public String host() {
        var authority = withoutScheme();
        var slash = authority.indexOf('/');
        var host = slash < 0 ? authority : authority.substring(0, slash);
        return RegistryHost.withoutDefaultPort(host).toLowerCase(Locale.ROOT);
    }

    public boolean matches(String imageHost, String repository) {
        return hostMatches(imageHost.toLowerCase(Locale.ROOT)) && repository.startsWith(path());
    }

    private boolean hostMatches(String imageHost) {
        var pattern = host().split("\\.", 0);
        var labels = imageHost.split("\\.", 0);
        if (pattern.length != labels.length) {
            return false;
        }
        for (var i = 0; i < labels.length; i++) {
            if (!labelMatches(pattern[i], labels[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean labelMatches(String pattern, String label) {
        var star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(label);
        }
        var start = pattern.substring(0, star);
        var end = pattern.substring(star + 1);
        return label.length() >= start.length() + end.length() && label.startsWith(start) && label.endsWith(end);
    }

    private String path() {
        var authority = withoutScheme();
        var slash = authority.indexOf('/');
        var path = slash < 0 ? "" : authority.substring(slash + 1);
        if (path.startsWith("v1/") || path.startsWith("v2/")) {
            path = path.substring(3);
        } else if (path.equals("v1") || path.equals("v2")) {
            path = "";
        }
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private String withoutScheme() {
        var end = text.indexOf("://");
        var address = end < 0 ? text : text.substring(end + 3);
        return address.substring(address.indexOf('@') + 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
