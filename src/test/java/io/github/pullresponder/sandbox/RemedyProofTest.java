package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.LayeredEstate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves remedies: the command of the report is carried out on the estate, and then the pull works and nothing is found. */
@Tag("scenario")
class RemedyProofTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> ROLES = Map.of(
            "AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d",
            "Container Registry Repository Reader", "b93aa761-3e63-49ed-ac28-beffa264f7ac");

    @TempDir
    Path work;

    @ParameterizedTest
    @CsvSource({"pull-role-missing", "pull-role-on-deleted-identity", "pull-role-missing-abac-by-image"})
    void afterTheRoleAssignmentOfTheReportTheNodeMayPull(String name) throws IOException {
        var folder = LayeredEstate.complete(Path.of("target", "test-classes", "estates", name), work);
        String command;
        try (var player = new EstatePlayer(Estate.load(folder), 0)) {
            var diagnosis = player.play().get(0).diagnosis().orElseThrow();
            assertThat(diagnosis.causes()).isNotEmpty();
            command = roleAssignmentIn(diagnosis);
            assertThat(attempt(player).asIdentity(option(command, "--assignee-object-id")))
                    .isEqualTo(401);
        }
        carryOut(command, folder);
        try (var player = new EstatePlayer(Estate.load(folder), 0)) {
            assertThat(attempt(player).asIdentity(option(command, "--assignee-object-id")))
                    .isEqualTo(200);
            assertThat(player.play().get(0).causes()).isEmpty();
        }
    }

    private static PullAttempt attempt(EstatePlayer player) {
        return new PullAttempt(player.azure(), "fabrikam.azurecr.io", "store/cart");
    }

    private static String roleAssignmentIn(Diagnosis diagnosis) {
        return diagnosis.causes().get(0).remedies().stream()
                .flatMap(remedy -> remedy.commands().stream())
                .map(Object::toString)
                .filter(command -> command.startsWith("az role assignment create"))
                .findFirst()
                .orElseThrow();
    }

    /** What the command would do, an hour ago: role changes take their time. */
    private static void carryOut(String command, Path folder) throws IOException {
        var file = folder.resolve("arm.json").toFile();
        var resources = (ArrayNode) JSON.readTree(file);
        var scope = option(command, "--scope");
        var name = UUID.randomUUID().toString();
        var assignment = resources
                .addObject()
                .put("id", scope + "/providers/Microsoft.Authorization/roleAssignments/" + name)
                .put("name", name)
                .put("type", "Microsoft.Authorization/roleAssignments");
        assignment
                .putObject("properties")
                .put("scope", scope)
                .put("principalId", option(command, "--assignee-object-id"))
                .put("principalType", option(command, "--assignee-principal-type"))
                .put(
                        "roleDefinitionId",
                        "/providers/Microsoft.Authorization/roleDefinitions/" + ROLES.get(option(command, "--role")))
                .put("createdOn", "2026-11-22T09:00:00Z")
                .put("updatedOn", "2026-11-22T09:00:00Z");
        JSON.writeValue(file, resources);
    }

    private static String option(String command, String name) {
        var words = Arrays.asList(command.split(" "));
        var at = words.indexOf(name) + 1;
        if (!words.get(at).startsWith("'")) {
            return words.get(at);
        }
        var end = IntStream.range(at, words.size())
                .filter(i -> words.get(i).endsWith("'"))
                .findFirst()
                .orElseThrow();
        return words.subList(at, end + 1).stream()
                .collect(Collectors.joining(" "))
                .replace("'", "");
    }
}
