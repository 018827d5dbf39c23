package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.evidence.KeyVault;

/** The remedies of a registry's encryption key. */
final class KeyRemedies {
    static final String ENCRYPTION_ROLE = "Key Vault Crypto Service Encryption User";

    private KeyRemedies() {}

    static Remedy letServicesIn(KeyVault vault) {
        return Remedy.of(
                "Let Azure's trusted services into the vault",
                Command.on(vault.id(), "keyvault", "update")
                        .with("--name", vault.name())
                        .with("--bypass", "AzureServices")
                        .line());
    }

    static Remedy enableKey(KeyVault vault, String key) {
        return Remedy.of(
                "Enable the key",
                keyAttributes(vault, key).with("--enabled", "true").line());
    }

    static Remedy rotateKey(KeyVault vault, String key) {
        return Remedy.of(
                "Make a new version of the key",
                Command.az("keyvault", "key", "rotate")
                        .with("--vault-name", vault.name())
                        .with("--name", key)
                        .line());
    }

    private static Command keyAttributes(KeyVault vault, String key) {
        return Command.az("keyvault", "key", "set-attributes")
                .with("--vault-name", vault.name())
                .with("--name", key);
    }

    static Remedy recoverKey(KeyVault vault, String key) {
        return Remedy.of(
                "Recover the key, if it was deleted",
                Command.az("keyvault", "key", "recover")
                        .with("--vault-name", vault.name())
                        .with("--name", key)
                        .line());
    }

    static Remedy letUseKey(KeyVault vault, String objectId) {
        if (vault.roleBased()) {
            return Remedy.of(
                    "Let the registry's identity use the key",
                    Command.az("role", "assignment", "create")
                            .with("--assignee-object-id", objectId)
                            .with("--assignee-principal-type", "ServicePrincipal")
                            .with("--role", ENCRYPTION_ROLE)
                            .with("--scope", vault.id().toString())
                            .line());
        }
        return Remedy.of(
                "Let the registry's identity use the key",
                Command.on(vault.id(), "keyvault", "set-policy")
                        .with("--name", vault.name())
                        .with("--object-id", objectId)
                        .and("--key-permissions get unwrapKey wrapKey")
                        .line());
    }
}
