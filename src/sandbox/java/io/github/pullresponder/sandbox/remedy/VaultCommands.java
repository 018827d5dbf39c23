package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Simulates {@code az keyvault …}. */
final class VaultCommands {
    private static final String VAULTS = "Microsoft.KeyVault/vaults";

    private VaultCommands() {}

    static void addTo(Az az) {
        az.does("keyvault update", VaultCommands::update)
                .does("keyvault set-policy", VaultCommands::setPolicy)
                .does("keyvault key set-attributes", VaultCommands::setAttributes)
                .does("keyvault key rotate", VaultCommands::rotate);
    }

    private static void update(Az.Line line) {
        var properties = EstateFiles.properties(line.estate().get(line.inGroup(VAULTS, line.name())));
        line.find("--bypass")
                .ifPresent(bypass -> properties.withObject("/networkAcls").put("bypass", bypass));
    }

    private static void setPolicy(Az.Line line) {
        var properties = EstateFiles.properties(line.estate().get(line.inGroup(VAULTS, line.name())));
        if (properties.path("enableRbacAuthorization").asBoolean()) {
            throw new Refusal("Cannot set policies to a vault with '--enable-rbac-authorization' specified");
        }
        var policies = properties.withArray("/accessPolicies");
        var policy = java.util.stream.StreamSupport.stream(policies.spliterator(), false)
                .map(ObjectNode.class::cast)
                .filter(element -> element.path("objectId").asText().equalsIgnoreCase(line.get("--object-id")))
                .findFirst()
                .orElseGet(() -> policies.addObject()
                        .put("tenantId", properties.path("tenantId").asText())
                        .put("objectId", line.get("--object-id")));
        policy.withObject("/permissions").set("keys", EstateFiles.array(line.list("--key-permissions")));
    }

    private static ObjectNode attributes(Az.Line line) {
        var vault = line.estate().named(VAULTS, line.get("--vault-name"));
        return EstateFiles.properties(line.estate().get(EstateFiles.id(vault) + "/keys/" + line.name()))
                .withObject("/attributes");
    }

    private static void setAttributes(Az.Line line) {
        line.truth("--enabled").ifPresent(enabled -> attributes(line).put("enabled", enabled));
    }

    /**
     * Rotates a key. The new version has its own validity period; a registry that names a version continues to use it.
     */
    private static void rotate(Az.Line line) {
        var attributes = attributes(line);
        line.estate()
                .ofType("Microsoft.ContainerRegistry/registries")
                .map(element -> element.at("/properties/encryption/keyVaultProperties/keyIdentifier")
                        .asText())
                .filter(text ->
                        text.matches("https://" + line.get("--vault-name") + "\\.[^/]*/keys/" + line.name() + "/.+"))
                .findFirst()
                .ifPresent(version -> {
                    throw new Refusal("the registry keeps the version that it names: %s", version);
                });
        attributes.remove("exp");
        attributes.remove("nbf");
        attributes.put("created", line.estate().now().getEpochSecond() - 5_400);
    }
}
