package io.github.pullresponder.sandbox.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Requests of which the vendor's documents leave open which of two actions they ask for. The responder holds both, and
 * either of them is enough here. Nothing else may be in this list: {@code EstateGridTest} compares it with what no estate
 * needs.
 */
public enum UnsettledAction {
    /**
     * {@code GET …/availabilityStatuses/current}. "Azure permissions for Management and governance" lists the first "for
     * all resources in the specified scope" and the second "for the specified resource"; by ARM's usual rule, type and verb,
     * the first is asked for.
     */
    HEALTH_OF_A_RESOURCE(
            "Microsoft.ResourceHealth/availabilityStatuses/read",
            "Microsoft.ResourceHealth/availabilityStatuses/current/read"),

    /**
     * A token for {@code repository:<name>:metadata_read} of a registry that is not in ABAC mode. AcrPull holds the first
     * and no other ("Azure built-in roles for Containers"); "Azure permissions for Containers" lists the second as "Gets the
     * metadata of a specific repository".
     */
    METADATA_OF_A_REPOSITORY(
            "Microsoft.ContainerRegistry/registries/pull/read", "Microsoft.ContainerRegistry/registries/metadata/read");

    private final String usual;
    private final String other;

    UnsettledAction(String usual, String other) {
        this.usual = usual;
        this.other = other;
    }

    /** The action that a request seems to ask for. */
    String usual() {
        return usual;
    }

    /** The action that it may ask for instead. */
    String other() {
        return other;
    }

    /** What is held only because it may be the one, in lower case. */
    public static Set<String> heldInDoubt() {
        return Arrays.stream(values())
                .map(pair -> pair.other.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
