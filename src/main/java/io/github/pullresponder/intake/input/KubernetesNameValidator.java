package io.github.pullresponder.intake.input;

import java.util.regex.Pattern;

/** Validates names of pods and namespaces: RFC 1123 (Kubernetes: "Object Names and IDs"). */
public final class KubernetesNameValidator {
    static final int LONGEST = 253;

    /** A label, which has no dots in RFC 1123. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final Pattern DNS_NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    private KubernetesNameValidator() {}

    static boolean fitsNamespace(String text) {
        return LABEL.matcher(text).matches();
    }

    public static boolean fits(String text) {
        return DNS_NAME.matcher(text).matches();
    }
}
