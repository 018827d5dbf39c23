package io.github.pullresponder.sandbox.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Requests for which the vendor's documentation does not settle which of two actions they require. The responder has
 * both, and either of them is enough here. This list may contain nothing else: {@code EstateGridTest} compares it with
 * the actions that no estate needs.
 */
public enum UnsettledAction {
    /**
     * {@code GET …/availabilityStatuses/current}. "Azure permissions for Management and governance" lists the first
     * "for all resources in the specified scope" and the second "for the specified resource"; by ARM's usual rule, type
     * and verb, the request requires the first.
     */
    HEALTH_OF_A_RESOURCE(
            "Microsoft.ResourceHealth/availabilityStatuses/read",
            "Microsoft.ResourceHealth/availabilityStatuses/current/read"),

    /**
     * A token for {@code repository:<name>:metadata_read} of a registry that is not in ABAC mode. AcrPull contains only
     * the first ("Azure built-in roles for Containers"); "Azure permissions for Containers" lists the second as "Gets
     * the metadata of a specific repository".
     */
    METADATA_OF_A_REPOSITORY(
            "Microsoft.ContainerRegistry/registries/pull/read", "Microsoft.ContainerRegistry/registries/metadata/read");

    private final String usual;
    private final String other;

    UnsettledAction(String usual, String other) {
        this.usual = usual;
        this.other = other;
    }

    /** The action that the request probably requires. */
    String usual() {
        return usual;
    }

    /** The action that the request may require instead. */
    String other() {
        return other;
    }

    /** The actions, in lower case, that the responder has only because a request may require them. */
    public static Set<String> heldInDoubt() {
        return Arrays.stream(values())
                .map(pair -> pair.other.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}
