package io.github.pullresponder.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.http.Request;
import java.util.Set;

/**
 * Adapts the body of a registry to the API version. Only a few preview versions return its rules for subnets; these
 * versions return the list even if it is empty. Source: azure-cli, {@code acr/network_rule.py}; "Registries - Get" (ACR
 * REST API).
 */
final class RegistryVersions {
    private static final Set<String> WITH_SUBNETS = Set.of("2021-08-01-preview", "2026-03-01-preview");
    private static final String REGISTRIES = "Microsoft.ContainerRegistry/registries";
    private static final String RULES = "virtualNetworkRules";

    private RegistryVersions() {}

    static ObjectNode body(ArmInventory.Entry entry, Request request) {
        return body(entry.body(), request);
    }

    /** Returns any other resource unchanged. */
    static ObjectNode body(ObjectNode resource, Request request) {
        var isRegistry = resource.path("type").asText().equalsIgnoreCase(REGISTRIES);
        if (!isRegistry || !resource.at("/properties/networkRuleSet").isObject()) {
            return resource;
        }
        var returned = resource.deepCopy();
        var rules = (ObjectNode) returned.at("/properties/networkRuleSet");
        if (!WITH_SUBNETS.contains(request.parameter("api-version").orElse(""))) {
            rules.remove(RULES);
        } else if (!rules.has(RULES)) {
            rules.putArray(RULES);
        }
        return returned;
    }
}
