package io.github.pullresponder.evidence;

import io.github.pullresponder.registry.KeyVault;
import io.github.pullresponder.registry.VaultKey;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** Questions about the vaults that hold registries' encryption keys. Keys themselves are never read. */
public interface KeyVaults {
    /** Vault names are unique in all of Azure. Absent if there is none that is visible. */
    Optional<KeyVault> vault(String name);

    Optional<VaultKey> key(ResourceId vault, String name);
}
