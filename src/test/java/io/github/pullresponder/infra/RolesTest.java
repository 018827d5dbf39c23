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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the role assignments of the templates. */
@Tag("infrastructure")
class RolesTest {
    private static final String ASSIGNMENT = "Microsoft.Authorization/roleAssignments";
    private static final String DEFINITION = "Microsoft.Authorization/roleDefinitions";
    private static final String APP = "id-" + Snapshot.APP_NAME;
    private static final String EVENT_GRID = "id-pull-responder-events-cf6y2bna";

    private static final Pattern ID_OF_A_ROLE = Pattern.compile("'([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22})(.*)");

    /** "Azure built-in roles". */
    private static final Map<String, String> NAMES = Map.of(
            "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "Storage Blob Data Owner",
            "974c5e8b-45b9-4653-ba55-5f855dd0fb88", "Storage Queue Data Contributor",
            "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "Storage Table Data Contributor",
            "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "Storage Blob Data Contributor",
            "4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User",
            "3913510d-42f4-4e42-8a64-420c390055eb", "Monitoring Metrics Publisher");

    /** The only built-in roles that are assigned, each on one resource that the templates create. */
    private static final List<Assignment> BUILT_IN = List.of(
            new Assignment(APP, "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "storageAccounts/pullrespondercf6y2bna"),
            new Assignment(APP, "974c5e8b-45b9-4653-ba55-5f855dd0fb88", "storageAccounts/pullrespondercf6y2bna"),
            new Assignment(APP, "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "storageAccounts/pullrespondercf6y2bna"),
            new Assignment(EVENT_GRID, "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "containers/event-dead-letters"),
            new Assignment(APP, "4633458b-17de-408a-b874-0445c86b69e6", "vaults/pullresponder-cf6y2bna"),
            new Assignment(APP, "3913510d-42f4-4e42-8a64-420c390055eb", "components/appi-pull-responder-cf6y2bna"));

    /** An assignment of a role on one resource. */
    private record Assignment(String identity, String role, String resource) {
        private static final Pattern ON_RESOURCE =
                Pattern.compile("\\[extensionResourceId\\('([^']+)', '" + ASSIGNMENT + "', .*");
        private static final Pattern IDENTITY =
                Pattern.compile("\\[reference\\('[^']+/userAssignedIdentities/([^']+)', '[^']+'\\)\\.principalId]");

        static boolean isOnResource(JsonNode assignment) {
            return ON_RESOURCE.matcher(assignment.path("id").asText()).matches();
        }

        static Assignment of(JsonNode assignment) {
            var scope = ON_RESOURCE.matcher(assignment.path("id").asText());
            assertThat(scope.matches()).as(assignment.path("id").asText()).isTrue();
            return new Assignment(identityOf(assignment), lastOf(roleOf(assignment), 1), lastOf(scope.group(1), 2));
        }

        static String identityOf(JsonNode assignment) {
            var identity =
                    IDENTITY.matcher(assignment.at("/properties/principalId").asText());
            assertThat(identity.matches()).isTrue();
            return identity.group(1);
        }

        static String roleOf(JsonNode assignment) {
            return assignment.at("/properties/roleDefinitionId").asText();
        }

        private static String lastOf(String id, int segments) {
            var all = id.split("/");
            return String.join("/", List.of(all).subList(all.length - segments, all.length));
        }
    }

    /** Actions that return data and change nothing, although Azure does not classify them as reads. */
    private static final Set<String> ANSWERING_ACTIONS = Set.of(
            "Microsoft.ContainerService/managedClusters/listClusterUserCredential/action",
            "Microsoft.ContainerRegistry/registries/listCredentials/action",
            "Microsoft.Network/virtualNetworks/listNetworkManagerEffectiveConnectivityConfigurations/action",
            "Microsoft.Network/virtualNetworks/listNetworkManagerEffectiveSecurityAdminRules/action");

    static Stream<Snapshot> apps() {
        return Snapshot.all().stream().filter(named -> named.name().endsWith(".main"));
    }

    static Stream<Snapshot> events() {
        return Snapshot.all().stream().filter(named -> named.name().endsWith(".events"));
    }

    @ParameterizedTest
    @MethodSource("apps")
    void noOtherBuiltInRoleIsAssigned(Snapshot installation) {
        assertThat(installation.all(ASSIGNMENT).filter(Assignment::isOnResource).map(Assignment::of))
                .containsExactlyInAnyOrderElementsOf(BUILT_IN);
    }

    /** The compiler drops comments, so these are read in the sources. */
    @Test
    void everyRoleIdHasItsName() {
        var lines = Templates.files(".bicep").stream()
                .flatMap(file -> Templates.text(file.toString()).lines())
                .map(ID_OF_A_ROLE::matcher)
                .filter(Matcher::find)
                .toList();

        assertThat(lines)
                .extracting(match -> match.group(1) + match.group(2))
                .containsExactlyInAnyOrderElementsOf(BUILT_IN.stream()
                        .map(assignment -> assignment.role() + "' // " + NAMES.get(assignment.role()))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("apps")
    void everyOtherAssignmentIsOfOneOfTheAppsOwnRolesInTheSameSubscription(Snapshot installation) {
        var own = installation
                .all(DEFINITION)
                .map(element -> element.path("id").asText())
                .toList();
        var others = installation
                .all(ASSIGNMENT)
                .filter(assignment -> !Assignment.isOnResource(assignment))
                .toList();

        assertThat(others).extracting(Assignment::roleOf).containsExactlyInAnyOrderElementsOf(own);
        assertThat(others).allSatisfy(element -> {
            assertThat(Assignment.identityOf(element)).isEqualTo(APP);
            var subscription = Assignment.roleOf(element).split("/")[2];
            assertThat(element.path("id").asText())
                    .startsWith("[subscriptionResourceId('%s', '%s', ".formatted(subscription, ASSIGNMENT));
        });
        assertThat(installation.all(ASSIGNMENT))
                .allSatisfy(element -> assertThat(
                                element.at("/properties/principalType").asText())
                        .isEqualTo("ServicePrincipal"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void callersOfTheAppGetNoRole(Snapshot installation) {
        assertThat(installation.all(ASSIGNMENT)).isEmpty();
        assertThat(installation.all(DEFINITION)).isEmpty();
    }

    @Test
    void theAppsOwnRolesAreThoseOfRolesJson() {
        assertThat(capabilities()).isNotEmpty().allSatisfy(role -> {
            var defined = Snapshot.LARGEST
                    .all(DEFINITION)
                    .map(element -> element.path("properties"))
                    .filter(element -> element.path("roleName")
                            .asText()
                            .startsWith(role.path("name").asText() + " ("))
                    .toList();
            assertThat(defined).hasSize(3).allSatisfy(element -> {
                assertThat(element.path("type").asText()).isEqualTo("CustomRole");
                var permissions = element.path("permissions");
                assertThat(permissions).hasSize(1);
                assertThat(permissions.path(0).properties())
                        .extracting(Map.Entry::getKey)
                        .containsExactly("actions", "dataActions");
                assertThat(permissions.path(0).path("actions")).isEqualTo(role.path("actions"));
                assertThat(permissions.path(0).path("dataActions")).isEqualTo(role.path("dataActions"));
            });
        });
    }

    /**
     * A role that is assignable in several subscriptions cannot remove one of them while it is assigned there. Names are unique
     * in a tenant, and the app prints them.
     */
    @ParameterizedTest
    @MethodSource("apps")
    void everySubscriptionHasRolesOfItsOwn(Snapshot installation) {
        assertThat(installation.all(DEFINITION)).isNotEmpty().allSatisfy(element -> {
            var subscription = element.path("id").asText().split("/")[2];
            assertThat(Templates.texts(element.at("/properties/assignableScopes")))
                    .containsExactly("/subscriptions/" + subscription);
            assertThat(element.at("/properties/roleName").asText())
                    .endsWith(" (%s, %s)".formatted(Snapshot.APP_NAME, subscription));
        });
        assertThat(installation
                        .all(DEFINITION)
                        .map(element -> element.at("/properties/roleName").asText()))
                .doesNotHaveDuplicates();
    }

    /** Two installations that watch one subscription have separate roles there. */
    @Test
    void theIdOfARoleDependsOnTheApp() {
        var template = Templates.main().module("roles").json();
        assertThat(template.at("/resources/definitions/name").asText())
                .isEqualTo(
                        "[guid(subscription().id, parameters('appName'), variables('roles')[copyIndex()].capability)]");
        assertThat(template.at("/resources/assignments/name").asText())
                .isEqualTo(
                        "[guid(subscription().id, parameters('principalId'), variables('roles')[copyIndex()].capability)]");
    }

    @Test
    void everyCapabilityHasItsRoleOnlyIfItIsSwitchedOn() {
        var capabilities = capabilities()
                .map(element -> element.path("capability").asText())
                .toList();

        assertThat(capabilities).first().isEqualTo("core");
        assertThat(Snapshot.SMALLEST
                        .all(DEFINITION)
                        .map(element -> element.at("/properties/roleName").asText()))
                .singleElement()
                .asString()
                .startsWith("Pull Responder Reader (");
        assertThat(Snapshot.LARGEST.all(DEFINITION)).hasSize(3 * capabilities.size());
        var granted = Templates.main().json().at("/variables/capabilities").asText();
        for (var capability : capabilities.subList(1, capabilities.size())) {
            assertThat(granted)
                    .contains("if(parameters('%1$s'), createArray('%1$s'), createArray())".formatted(capability));
        }
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

    /** Only the optional roles grant access to secrets. */
    @Test
    void theRoleThatEverybodyGetsReadsNoSecret() {
        var core = capabilities()
                .filter(element -> element.path("capability").asText().equals("core"))
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

    /** A cluster uses either Azure's roles or its own: both must grant the same permissions. */
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
                .filter(element -> element.path("capability").asText().equals(capability))
                .flatMap(element -> Templates.texts(element.path("dataActions")).stream())
                .filter(text -> text.startsWith("Microsoft.ContainerService/managedClusters/"))
                .map(text -> text.split("/")[2])
                .toList();
    }
}
