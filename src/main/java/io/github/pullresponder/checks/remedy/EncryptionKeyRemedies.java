package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.az;

import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.registry.KeyVault;

/** Remedies for a registry's encryption key. */
public final class EncryptionKeyRemedies {
    static final String ENCRYPTION_ROLE = "Key Vault Crypto Service Encryption User";

    private EncryptionKeyRemedies() {}

    public static Remedy allowTrustedServices(KeyVault vault) {
        return Remedy.of(
                "Allow trusted Microsoft services to access the key vault",
                az("keyvault", "update").resource(vault.id()).option("--bypass", "AzureServices"));
    }

    public static Remedy enableKey(KeyVault vault, String key) {
        return Remedy.of("Enable the key", keyAttributes(vault, key).option("--enabled", "true"));
    }

    public static Remedy rotateKey(KeyVault vault, String key) {
        return Remedy.of(
                "Create a new version of the key",
                az("keyvault", "key", "rotate")
                        .azureName("--vault-name", vault.name())
                        .azureName("--name", key));
    }

    private static CommandLine keyAttributes(KeyVault vault, String key) {
        return az("keyvault", "key", "set-attributes")
                .azureName("--vault-name", vault.name())
                .azureName("--name", key);
    }

    public static Remedy recoverKey(KeyVault vault, String key) {
        return Remedy.of(
                "Recover the key, if it was deleted",
                az("keyvault", "key", "recover")
                        .azureName("--vault-name", vault.name())
                        .azureName("--name", key));
    }

    public static Remedy grantKeyAccess(KeyVault vault, String objectId) {
        if (vault.roleBased()) {
            return Remedy.of(
                    "Allow the registry's identity to use the key",
                    az("role", "assignment", "create")
                            .option("--assignee-object-id", objectId)
                            .option("--assignee-principal-type", "ServicePrincipal")
                            .option("--role", ENCRYPTION_ROLE)
                            .option("--scope", vault.id().toString()));
        }
        return Remedy.of(
                "Allow the registry's identity to use the key",
                az("keyvault", "set-policy")
                        .resource(vault.id())
                        .option("--object-id", objectId)
                        .literals("--key-permissions", "get", "unwrapKey", "wrapKey"));
    }
}
