package io.github.pullresponder.intake;

import java.util.regex.Pattern;

/** Names of pods and namespaces: RFC 1123 (Kubernetes: "Object Names and IDs"). */
final class KubernetesName {
    static final int LONGEST = 253;

    private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    private KubernetesName() {}

    static boolean fits(String text) {
        return DNS_NAME.matcher(text).matches();
    }
}
