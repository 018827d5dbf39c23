package io.github.pullresponder.cluster;

import java.util.Optional;
import java.util.regex.Pattern;

/** A Kubernetes version such as {@code 1.34.2}, without a leading letter. */
public final class KubernetesVersionParser {
    private static final Pattern VERSION = Pattern.compile("1\\.(\\d{1,4})(\\..*)?");

    private KubernetesVersionParser() {}

    /** Returns the minor version; absent if the text has another form. */
    public static Optional<Integer> minorOf(String version) {
        var matcher = VERSION.matcher(version);
        return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }
}
