package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Simulates {@code az acr …}: the registry itself, its rules and its tokens. For its content, see
 * {@link RegistryContentCommands}.
 */
final class RegistryCommands {
    static final String REGISTRIES = "Microsoft.ContainerRegistry/registries";

    private RegistryCommands() {}

    static void addTo(Az az) {
        az.does("acr update", RegistryCommands::update)
                .does("acr create", RegistryCommands::create)
                .does("acr login", RegistryCommands::registry)
                .answers("acr show", line -> ClusterCommands.flattened(registry(line)))
                .does("acr network-rule add", RegistryCommands::addNetworkRule)
                .does("acr config authentication-as-arm update", RegistryCommands::setArmTokens)
                .answers("acr credential show", RegistryCommands::showCredential)
                .answers("acr token create", RegistryCommands::createToken)
                .does("acr token update", RegistryCommands::updateToken)
                .answers("acr token credential generate", RegistryCommands::generatePassword)
                .does("acr scope-map update", RegistryCommands::updateScopeMap);
    }

    /** Registry names are unique in Azure, so the resource group is optional. */
    static ObjectNode registry(Az.Line line) {
        var name = line.find("--registry", "-r")
                .or(() -> line.find("--name", "-n"))
                .orElseThrow();
        if (line.find("--resource-group", "-g").isPresent()) {
            return line.estate().get(line.inGroup(REGISTRIES, name));
        }
        var registry = line.estate().named(REGISTRIES, name);
        line.same(registry, "registry " + name);
        return registry;
    }

    static boolean isPremium(ObjectNode registry) {
        return registry.at("/sku/name").asText().equalsIgnoreCase("Premium");
    }

    private static void needsPremium(ObjectNode registry, String what) {
        if (!isPremium(registry)) {
            throw new Refusal(
                    "%s needs a registry of SKU Premium, this one is %s",
                    what, registry.at("/sku/name").asText());
        }
    }

    private static void update(Az.Line line) {
        var registry = registry(line);
        var properties = EstateFiles.properties(registry);
        line.find("--sku")
                .ifPresent(sku -> registry.withObject("/sku").put("name", sku).put("tier", sku));
        line.truth("--admin-enabled").ifPresent(enabled -> properties.put("adminUserEnabled", enabled));
        line.truth("--public-network-enabled").ifPresent(enabled -> {
            needsPremium(registry, "--public-network-enabled");
            properties.put("publicNetworkAccess", enabled ? "Enabled" : "Disabled");
        });
        line.find("--default-action").ifPresent(action -> {
            needsPremium(registry, "--default-action");
            properties.withObject("/networkRuleSet").put("defaultAction", action);
        });
        line.truth("--data-endpoint-enabled").ifPresent(enabled -> {
            needsPremium(registry, "--data-endpoint-enabled");
            properties.put("dataEndpointEnabled", enabled);
            var host = registry.path("name").asText() + "."
                    + registry.path("location").asText() + ".data."
                    + properties.path("loginServer").asText().split("\\.", 2)[1];
            properties.set("dataEndpointHostNames", EstateFiles.array(enabled ? List.of(host) : List.of()));
        });
    }

    private static void create(Az.Line line) {
        var name = line.name();
        if (line.estate()
                .ofType(REGISTRIES)
                .anyMatch(element -> element.path("name").asText().equalsIgnoreCase(name))) {
            throw new Refusal("AlreadyInUse: The registry DNS name %s.azurecr.io is already in use.", name);
        }
        var id = line.inGroup(REGISTRIES, name);
        var loginServer = name.toLowerCase(Locale.ROOT) + ".azurecr.io";
        line.estate()
                .add(id, REGISTRIES)
                .put("provisioningState", "Succeeded")
                .put("loginServer", loginServer)
                .put("adminUserEnabled", false)
                .put("publicNetworkAccess", "Enabled")
                .put("roleAssignmentMode", "LegacyRegistryPermissions");
        line.estate().get(id).put("location", "northeurope").putObject("sku").put("name", line.get("--sku"));
        line.estate().registry(loginServer).putObject("repositories");
    }

    private static void addNetworkRule(Az.Line line) {
        var registry = registry(line);
        needsPremium(registry, "a network rule");
        if (line.find("--subnet").isPresent()) {
            addSubnetRule(registry, line.estate().get(line.get("--subnet")));
            return;
        }
        var address = line.get("--ip-address");
        if (address.matches("(10|127|192\\.168|172\\.(1[6-9]|2\\d|3[01]))\\..*")) {
            throw new Refusal("InvalidIPRule: %s is no public address", address);
        }
        var rules =
                EstateFiles.properties(registry).withObject("/networkRuleSet").withArray("/ipRules");
        rules.forEach(element -> {
            if (element.path("value").asText().equals(address)) {
                throw new Refusal("there already is a rule for %s", address);
            }
        });
        rules.addObject().put("action", "Allow").put("value", address);
    }

    private static void addSubnetRule(ObjectNode registry, ObjectNode subnet) {
        EstateFiles.properties(registry)
                .withObject("/networkRuleSet")
                .withArray("/virtualNetworkRules")
                .addObject()
                .put("action", "Allow")
                .put("virtualNetworkSubnetResourceId", EstateFiles.id(subnet));
    }

    private static void setArmTokens(Az.Line line) {
        EstateFiles.properties(registry(line))
                .withObject("/policies")
                .withObject("/azureADAuthenticationAsArmPolicy")
                .put("status", line.get("--status"));
    }

    // Credentials

    private static JsonNode showCredential(Az.Line line) {
        var registry = registry(line);
        if (!registry.at("/properties/adminUserEnabled").asBoolean()) {
            throw new Refusal(
                    "Admin user is disabled. Run 'az acr update -n %s --admin-enabled true' to enable it.",
                    registry.path("name").asText());
        }
        var answer = line.estate().action("POST " + EstateFiles.id(registry) + "/listCredentials");
        if (answer.isPresent()) {
            return answer.get();
        }
        var shown = EstateFiles.JSON
                .createObjectNode()
                .put("username", registry.path("name").asText());
        var passwords = shown.putArray("passwords");
        content(line, registry)
                .path("passwords")
                .path(registry.path("name").asText())
                .forEach(
                        enabled -> passwords.addObject().put("name", "password").put("value", enabled.asText()));
        return shown;
    }

    static ObjectNode content(Az.Line line, ObjectNode registry) {
        return line.estate().registry(registry.at("/properties/loginServer").asText());
    }

    /** Creates a token with its own scope map and two passwords that do not expire. */
    private static JsonNode createToken(Az.Line line) {
        var registry = registry(line);
        var name = line.name();
        if (!name.matches("[A-Za-z0-9_-]{5,50}")) {
            throw new Refusal("InvalidTokenName: %s", name);
        }
        var id = EstateFiles.id(registry);
        var repository = line.list("--repository");
        var map = id + "/scopeMaps/" + name + "-scope-map";
        line.estate()
                .add(map, REGISTRIES + "/scopeMaps")
                .put("type", "UserDefined")
                .set(
                        "actions",
                        EstateFiles.array(repository.stream()
                                .skip(1)
                                .map(action -> "repositories/" + repository.get(0) + "/" + action)
                                .toList()));
        line.estate()
                .add(id + "/tokens/" + name, REGISTRIES + "/tokens")
                .put("provisioningState", "Succeeded")
                .put("status", "enabled")
                .put("scopeMapId", map);
        var answer = EstateFiles.JSON.createObjectNode();
        var passwords = answer.putObject("credentials").put("username", name).putArray("passwords");
        Stream.of("password1", "password2")
                .forEach(password -> passwords.add(newPassword(line, registry, name, password)));
        return answer;
    }

    /** Replaces one or both passwords of a token. */
    private static JsonNode generatePassword(Az.Line line) {
        var registry = registry(line);
        line.estate().get(EstateFiles.id(registry) + "/tokens/" + line.name());
        var answer = EstateFiles.JSON.createObjectNode().put("username", line.name());
        var passwords = answer.putArray("passwords");
        Stream.of("password1", "password2")
                .filter(password -> line.has("--" + password) || !(line.has("--password1") || line.has("--password2")))
                .forEach(password -> passwords.add(newPassword(line, registry, line.name(), password)));
        return answer;
    }

    private static ObjectNode newPassword(Az.Line line, ObjectNode registry, String token, String which) {
        var properties = EstateFiles.properties(line.estate().get(EstateFiles.id(registry) + "/tokens/" + token));
        var list = properties.withObject("/credentials").withArray("/passwords");
        var index = which.equals("password1") ? 0 : 1;
        var values = new ArrayList<>(
                EstateFiles.texts(content(line, registry).path("passwords").path(token)));
        for (var i = list.size() - 1; i >= 0; i--) {
            if (list.get(i).path("name").asText().equals(which)) {
                list.remove(i);
            }
        }
        list.insertObject(Math.min(index, list.size()))
                .put("name", which)
                .put("creationTime", line.estate().since());
        while (values.size() <= index) {
            values.add("");
        }
        var value = "Token-" + EstateFiles.newId();
        values.set(index, value);
        content(line, registry).withObject("/passwords").set(token, EstateFiles.array(values));
        return EstateFiles.JSON.createObjectNode().put("name", which).put("value", value);
    }

    private static void updateToken(Az.Line line) {
        var token = line.estate().get(EstateFiles.id(registry(line)) + "/tokens/" + line.name());
        line.find("--status").ifPresent(status -> EstateFiles.properties(token).put("status", status));
    }

    private static void updateScopeMap(Az.Line line) {
        var map =
                EstateFiles.properties(line.estate().get(EstateFiles.id(registry(line)) + "/scopeMaps/" + line.name()));
        var actions = new LinkedHashSet<>(EstateFiles.texts(map.path("actions")));
        var added = line.list("--add-repository");
        added.stream().skip(1).forEach(action -> actions.add("repositories/" + added.get(0) + "/" + action));
        map.set("actions", EstateFiles.array(List.copyOf(actions)));
    }
}
