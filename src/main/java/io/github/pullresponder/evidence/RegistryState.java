package io.github.pullresponder.evidence;

import java.util.Optional;

/**
 * How a registry is.
 *
 * @param location the region where it is at home
 * @param sku {@code Basic}, {@code Standard} or {@code Premium}
 * @param quarantines whether what is pushed can be pulled only after it was released
 * @param customerKey set where it is encrypted with a key of the customer's
 */
public record RegistryState(
        String location, String sku, String provisioningState, boolean quarantines, Optional<CustomerKey> customerKey) {
    private static final String SUCCEEDED = "Succeeded";

    /**
     * The key that encrypts a registry.
     *
     * @param identifier such as {@code https://vault.vault.azure.net/keys/name/version}
     * @param identityObjectId the object id of the registry's identity that reads the key, as far as it is known
     */
    public record CustomerKey(String identifier, Optional<String> identityObjectId) {}

    public boolean hasSucceeded() {
        return provisioningState.equalsIgnoreCase(SUCCEEDED);
    }
}
