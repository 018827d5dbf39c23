package io.github.pullresponder.sandbox.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.arm.ArmInventory;
import io.github.pullresponder.sandbox.estate.ArmId;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Checks user names and passwords at a registry: the admin account, a service principal's id and secret, a token of the
 * registry. Source: "Authenticate with an Azure container registry", "Create a token with repository-scoped
 * permissions".
 */
final class Logins {
    private final Estate estate;
    private final ArmInventory inventory;

    Logins(Estate estate, ArmInventory inventory) {
        this.estate = estate;
        this.inventory = inventory;
    }

    /** The caller with this user name and password; empty if they are wrong. */
    Optional<Caller> caller(Registry registry, String user, String password) {
        Optional<ArmInventory.Entry> token = child(registry, "tokens", user)
                .filter(entry -> isValid(entry.body(), registry.passwordsOf(user), password));
        if (token.isPresent()) {
            return token.map(entry -> new Caller.RepositoryToken(actionsOf(entry.body())));
        }
        if (user.equalsIgnoreCase(registry.name())) {
            boolean right = registry.hasAdminUser()
                    && registry.passwordsOf(registry.name()).contains(password);
            return right ? Optional.of(new Caller.AdminUser()) : Optional.empty();
        }
        return servicePrincipal(registry, user, password);
    }

    /** An enabled service principal, if the password is an unexpired secret of it or of its application. */
    private Optional<Caller> servicePrincipal(Registry registry, String appId, String password) {
        Optional<ObjectNode> principal = estate.directory()
                .servicePrincipalOf(appId)
                .filter(object -> object.path("accountEnabled").asBoolean(true));
        boolean known = registry.passwordsOf(appId).contains(password);
        boolean valid = principal.stream().anyMatch(object -> hasSecret(object, password, known))
                || estate.directory().applicationOf(appId).stream()
                        .anyMatch(object -> hasSecret(object, password, known));
        return principal
                .filter(object -> valid)
                .map(object -> new Caller.Principal(object.path("id").asText()));
    }

    /** The directory shows only the first three characters of a secret. */
    private boolean hasSecret(ObjectNode object, String password, boolean known) {
        return Json.elements(object.path("passwordCredentials")).stream()
                .filter(credential -> credential.path("secretText").asText().equals(password)
                        || known && password.startsWith(credential.path("hint").asText("")))
                .anyMatch(credential -> isNotOver(credential.path("endDateTime").asText()));
    }

    private boolean isValid(ObjectNode token, List<String> passwords, String password) {
        boolean enabled = token.at("/properties/status").asText("enabled").equalsIgnoreCase("enabled");
        JsonNode credentials = token.at("/properties/credentials/passwords");
        return enabled
                && IntStream.range(0, passwords.size())
                        .filter(i -> passwords.get(i).equals(password))
                        .anyMatch(i ->
                                isNotOver(credentials.path(i).path("expiry").asText()));
    }

    private List<String> actionsOf(ObjectNode token) {
        String scopeMap = token.at("/properties/scopeMapId").asText();
        return ArmId.parse(scopeMap)
                .flatMap(inventory::find)
                .map(entry -> Json.strings(entry.body().at("/properties/actions")))
                .orElseGet(() -> systemScopeMap(scopeMap.substring(scopeMap.lastIndexOf('/') + 1)));
    }

    /** The scope maps that every registry has. */
    private static List<String> systemScopeMap(String name) {
        return switch (name) {
            case "_repositories_pull" -> List.of("repositories/*/content/read");
            case "_repositories_pull_metadata_read", "_repositories_admin", "_repositories_push_metadata_write" ->
                List.of("repositories/*/content/read", "repositories/*/metadata/read");
            case "_repositories_push" -> List.of("repositories/*/content/read");
            default -> List.of();
        };
    }

    private Optional<ArmInventory.Entry> child(Registry registry, String type, String name) {
        return registry.id()
                .flatMap(id -> ArmId.parse(id.text() + "/" + type + "/" + name.replace("/", "%2F")))
                .flatMap(inventory::find);
    }

    private boolean isNotOver(String end) {
        return end.isEmpty() || Instant.parse(end).isAfter(estate.clock().instant());
    }
}
