package io.github.pullresponder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what. */
class RolesTest {
    private static final Pattern ROLE_ID = Pattern.compile("'([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})' // (.+)");

    /** The only built-in roles that are assigned, by module: each on what that module makes, and nowhere else. */
    private static final Map<String, List<String>> BUILT_IN = Map.of(
            "storage",
                    List.of(
                            "b7e6dc6d-f1e8-4753-8033-0f276bb0955b Storage Blob Data Owner",
                            "974c5e8b-45b9-4653-ba55-5f855dd0fb88 Storage Queue Data Contributor",
                            "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3 Storage Table Data Contributor",
                            "ba92f5b4-2d11-453d-a403-e96b0029c9fe Storage Blob Data Contributor"),
            "vault", List.of("4633458b-17de-408a-b874-0445c86b69e6 Key Vault Secrets User"),
            "telemetry", List.of("3913510d-42f4-4e42-8a64-420c390055eb Monitoring Metrics Publisher"));

    /** Actions that answer something and change nothing, though they are no reads to Azure. */
    private static final Set<String> ANSWERING_ACTIONS = Set.of(
            "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
            "Microsoft.ContainerRegistry/registries/listCredentials/action");

    @Test
    void noBuiltInRoleIsAssignedBesidesThese() {
        for (var file : Templates.all()) {
            var text = Templates.text(Templates.FOLDER.relativize(file.path()).toString());
            assertThat(ROLE_ID.matcher(text).results().map(RolesTest::idAndName))
                    .as("%s", file)
                    .containsExactlyElementsOf(BUILT_IN.getOrDefault(file.name().replace(".bicep", ""), List.of()));
            assertThat(Pattern.compile("'[0-9a-f]{8}-[0-9a-f]{4}-")
                            .matcher(text)
                            .results())
                    .as("%s: every id of a role says its name", file)
                    .hasSameSizeAs(ROLE_ID.matcher(text).results().toList());
        }
    }

    private static String idAndName(MatchResult role) {
        return role.group(1) + " " + role.group(2);
    }

    @Test
    void everyAssignmentIsOfOneOfThemOrOfTheAppsOwn() {
        var assigned = Templates.all().stream()
                .flatMap(BicepFile::resources)
                .filter(it -> it.resourceType().equals("Microsoft.Authorization/roleAssignments"))
                .map(Declaration::content)
                .toList();

        assertThat(assigned)
                .extracting(it -> it.textAt("properties.roleDefinitionId"))
                .allMatch(id ->
                        id.matches("subscriptionResourceId\\('Microsoft.Authorization/roleDefinitions', \\w+\\)"));
        assertThat(assigned)
                .allSatisfy(it ->
                        assertThat(it.literalAt("properties.principalType")).isEqualTo("ServicePrincipal"));
        assertThat(Stream.of("storage", "vault", "telemetry")
                        .map(Templates::module)
                        .flatMap(BicepFile::resources)
                        .filter(it -> it.resourceType().equals("Microsoft.Authorization/roleAssignments")))
                .as("on one resource, not on its group")
                .allSatisfy(
                        it -> assertThat(it.content().at("scope")).as(it.name()).isPresent());
    }

    @Test
    void eventGridMayWriteDeadLettersAndNothingElse() {
        assertThat(Templates.module("storage")
                        .the("resource", "deadLetterAccess")
                        .content()
                        .textAt("scope"))
                .isEqualTo("deadLetters");
        assertThat(Templates.all().stream()
                        .flatMap(BicepFile::resources)
                        .filter(it ->
                                it.content().textAt("properties.principalId").equals("eventsPrincipalId")))
                .extracting(Declaration::name)
                .containsExactly("deadLetterAccess");
    }

    @Test
    void theAppsOwnRolesAreThoseOfRolesJson() {
        var roles = Templates.module("roles");
        assertThat(roles.the("var", "roles").content())
                .hasToString(
                        "filter(loadJsonContent('../roles.json'), role => contains(capabilities, role.capability))");
        var definition =
                roles.resource("Microsoft.Authorization/roleDefinitions").content();
        assertThat(((Value.Loop) definition).header()).isEqualTo("role in roles");
        var permissions =
                ((Value.Object) definition.at("properties.permissions.0").orElseThrow()).properties();
        assertThat(permissions.keySet()).containsExactly("actions", "dataActions");
        assertThat(permissions.get("actions")).hasToString("role.actions");
        assertThat(permissions.get("dataActions")).hasToString("role.dataActions");
    }

    @Test
    void everyCapabilityHasItsRoleOnlyIfItIsSwitchedOn() {
        var granted = Templates.main().the("var", "capabilities").content().toString();
        var capabilities =
                capabilities().map(it -> it.path("capability").asText()).toList();

        assertThat(capabilities).first().isEqualTo("core");
        assertThat(granted)
                .isEqualTo("concat( ['core'], "
                        + String.join(
                                ", ",
                                capabilities.stream()
                                        .filter(it -> !it.equals("core"))
                                        .map(it -> it + " ? ['" + it + "'] : []")
                                        .toList())
                        + " )");
    }

    @Test
    void noRoleChangesAnything() {
        assertThat(capabilities())
                .allSatisfy(role -> assertThat(rights(role)).isNotEmpty().allMatch(RolesTest::onlyReads));
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft.Network/*/read, true",
        "Microsoft.ContainerRegistry/registries/listCredentials/action, true",
        "*/read, false",
        "*, false",
        "Microsoft.Network/*, false",
        "Microsoft.Network/routeTables/write, false",
        "Microsoft.Network/routeTables/delete, false",
        "Microsoft.ContainerRegistry/registries/regenerateCredential/action, false"
    })
    void aRightThatChangesSomethingWouldBeFound(String right, boolean onlyReads) {
        assertThat(onlyReads(right)).isEqualTo(onlyReads);
    }

    private static boolean onlyReads(String right) {
        return right.matches("Microsoft\\.[A-Za-z]+/.+/read") || ANSWERING_ACTIONS.contains(right);
    }

    /** Secrets are what the optional roles are for. */
    @Test
    void theRoleThatEverybodyGetsReadsNoSecret() {
        var core = capabilities()
                .filter(it -> it.path("capability").asText().equals("core"))
                .findFirst()
                .orElseThrow();

        assertThat(rights(core))
                .noneMatch(right -> right.contains("/secrets/") || right.contains("/listCredentials/"))
                .noneMatch(right -> right.endsWith("/sharedKeys/read"));
    }

    private static Stream<JsonNode> capabilities() {
        return Stream.of(Templates.json("roles.json")).flatMap(roles -> {
            var all = new ArrayList<JsonNode>();
            roles.forEach(all::add);
            return all.stream();
        });
    }

    private static List<String> rights(JsonNode role) {
        assertThat(role.path("actions").isArray() && role.path("dataActions").isArray())
                .isTrue();
        return Stream.of("actions", "dataActions")
                .flatMap(kind -> Templates.texts(role.path(kind)).stream())
                .toList();
    }

    /** A cluster takes either Azure's roles or its own: both must grant the same. */
    @ParameterizedTest
    @CsvSource({"pull-responder, core", "pull-responder-secrets, pullSecrets"})
    void theRightsInsideAClusterAreThoseOfTheRole(String name, String capability) {
        var documents = Templates.text("kubernetes/" + name + ".yaml").split("\n---\n");
        var role = new KubernetesSerialization().unmarshal(documents[0], ClusterRole.class);
        var binding = new KubernetesSerialization().unmarshal(documents[1], ClusterRoleBinding.class);

        assertThat(role.getRules()).flatExtracting(PolicyRule::getVerbs).isSubsetOf("get", "list");
        assertThat(role.getRules())
                .flatExtracting(PolicyRule::getResources)
                .containsExactlyInAnyOrderElementsOf(resourcesInClusters(capability));
        assertThat(binding.getRoleRef().getName())
                .isEqualTo(name)
                .isEqualTo(role.getMetadata().getName());
        assertThat(binding.getSubjects()).extracting(Subject::getName).containsExactly("APP_PRINCIPAL_ID");
    }

    private static List<String> resourcesInClusters(String capability) {
        return capabilities()
                .filter(it -> it.path("capability").asText().equals(capability))
                .flatMap(it -> Templates.texts(it.path("dataActions")).stream())
                .filter(it -> it.startsWith("Microsoft.ContainerService/managedClusters/"))
                .map(it -> it.split("/")[2])
                .toList();
    }
}
