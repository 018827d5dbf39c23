package io.github.pullresponder.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.http.Request;
import java.util.Set;

/**
 * What versions of the API return of a registry: its rules for subnets are in few previews only, which then return a list, empty or
 * not. Source: azure-cli, {@code acr/network_rule.py}; "Registries - Get" (ACR REST API).
 */
final class RegistryVersions {
    private static final Set<String> WITH_SUBNETS = Set.of("2021-08-01-preview", "2026-03-01-preview");
    private static final String REGISTRIES = "Microsoft.ContainerRegistry/registries";
    private static final String RULES = "virtualNetworkRules";

    private RegistryVersions() {}

    static ObjectNode body(ArmInventory.Entry entry, Request request) {
        return body(entry.body(), request);
    }

    /** Anything else than a registry stays as it is. */
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
