package io.github.pullresponder.cluster;

import java.util.Optional;

/**
 * The object from which the controller of {@code Azure/msi-acrpull} creates and renews a pull secret (its {@code internal/controller}).
 *
 * @param group the API group: {@code acrpull.microsoft.com}, or {@code msi-acrpull.microsoft.com} in version v1beta1
 */
public record AcrPullBinding(String name, String group) {
    private static final String KIND = "AcrPullBinding";
    private static final String GROUP = "acrpull.microsoft.com";
    private static final String FIRST_GROUP = "msi-acrpull.microsoft.com";
    private static final String FIRST_SUFFIX = "-msi-acrpull-secret";

    /** The label of a secret with the name of its binding. */
    public static final String LABEL = "acr.microsoft.com/binding";

    /**
     * Returns the binding of an owner reference, if it is one.
     *
     * @param apiVersion such as {@code acrpull.microsoft.com/v1beta2}
     */
    public static Optional<AcrPullBinding> ofOwner(String kind, String apiVersion, String name) {
        return kind.equals(KIND)
                ? Optional.of(new AcrPullBinding(name, apiVersion.split("/", 2)[0]))
                : Optional.empty();
    }

    /** Returns the binding of a secret by its label, or by the form of its name for early versions, which set no label. */
    public static Optional<AcrPullBinding> ofSecret(String secret, Optional<String> label) {
        return label.map(name -> new AcrPullBinding(name, secret.endsWith(FIRST_SUFFIX) ? FIRST_GROUP : GROUP))
                .or(() -> secret.endsWith(FIRST_SUFFIX) && secret.length() > FIRST_SUFFIX.length()
                        ? Optional.of(new AcrPullBinding(
                                secret.substring(0, secret.length() - FIRST_SUFFIX.length()), FIRST_GROUP))
                        : Optional.empty());
    }

    /** The resource name for kubectl, with its group: two groups have a resource of this name. */
    public String resource() {
        return "acrpullbindings." + group;
    }
}
