package io.github.pullresponder.sandbox.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.arm.ArmInventory;
import io.github.pullresponder.sandbox.estate.ArmId;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * One registry: its resource in ARM, and its content.
 *
 * @param resource empty for a registry that only has content: only the responder may read it
 */
record Registry(String loginServer, Optional<ArmInventory.Entry> resource, ObjectNode file, RegistryContent content) {

    Optional<ArmId> id() {
        return resource.map(ArmInventory.Entry::id);
    }

    /** The name of the resource; the first label of the login server if there is no resource. */
    String name() {
        return id().map(ArmId::name).orElse(loginServer.split("\\.")[0]);
    }

    boolean anonymousPull() {
        return file.path("anonymousPull").asBoolean();
    }

    boolean isRepositoryScoped() {
        return property("/properties/roleAssignmentMode").equals("AbacRepositoryPermissions");
    }

    boolean hasAdminUser() {
        return resource.map(
                        entry -> entry.body().at("/properties/adminUserEnabled").asBoolean())
                .orElse(false);
    }

    /**
     * Whether the registry accepts tokens for Azure Resource Manager; if not, it accepts only tokens for registries.
     */
    boolean takesArmTokens() {
        return !property("/properties/policies/azureADAuthenticationAsArmPolicy/status")
                .equals("disabled");
    }

    List<String> passwordsOf(String user) {
        return Json.strings(file.path("passwords").path(user));
    }

    private String property(String pointer) {
        return resource.flatMap(entry -> Json.textAt(entry.body(), pointer)).orElse("");
    }
}
