package io.github.pullresponder.registry;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The state of a registry.
 *
 * @param location its home region
 * @param sku {@code Basic}, {@code Standard} or {@code Premium}
 * @param quarantines true if pushed images can be pulled only after their release
 * @param customerKey present if it is encrypted with a customer-managed key
 */
public record RegistryProperties(
        String location,
        String sku,
        String provisioningState,
        boolean quarantines,
        Optional<CustomerManagedKey> customerKey) {
    private static final String SUCCEEDED = "Succeeded";
    private static final String PREMIUM = "Premium";

    /** Returns true for the highest SKU, the only one with replicas. */
    public boolean isPremium() {
        return sku.equalsIgnoreCase(PREMIUM);
    }

    /**
     * The key that encrypts a registry.
     *
     * @param identifier such as {@code https://vault.vault.azure.net/keys/name/version}
     * @param identityObjectId the object id of the registry's identity that reads the key, if it is known
     */
    public record CustomerManagedKey(String identifier, Optional<String> identityObjectId) {
        private static final Pattern FORM =
                Pattern.compile("https://([A-Za-z0-9-]{1,127})\\.[^/]+/keys/([A-Za-z0-9-]+)(/.*)?");

        /** The names of a vault and of a key in it. */
        public record VaultAndKey(String vault, String key) {}

        public Optional<VaultAndKey> vaultAndKey() {
            var matcher = FORM.matcher(identifier);
            return matcher.matches()
                    ? Optional.of(new VaultAndKey(matcher.group(1), matcher.group(2)))
                    : Optional.empty();
        }
    }

    public boolean hasSucceeded() {
        return provisioningState.equalsIgnoreCase(SUCCEEDED);
    }
}
