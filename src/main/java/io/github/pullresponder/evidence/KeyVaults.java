package io.github.pullresponder.evidence;

import io.github.pullresponder.registry.KeyVault;
import io.github.pullresponder.registry.VaultKey;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** Reads the vaults of registries' encryption keys. Never reads a key. */
public interface KeyVaults {
    /** A vault by its name, which is unique in all of Azure; absent if no such vault is visible. */
    Optional<KeyVault> vault(String name);

    Optional<VaultKey> key(ResourceId vault, String name);
}
