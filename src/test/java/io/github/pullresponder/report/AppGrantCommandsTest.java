package io.github.pullresponder.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.preflight.AppInstallation;
import io.github.pullresponder.preflight.PermissionProbe;
import io.github.pullresponder.preflight.ProbedPermission;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppGrantCommandsTest {
    private static final String IDENTITY = "0e5b0d3c-52f1-4b7e-8a3d-7f1c2b9a4d60";
    private static final String STORE = "2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12";
    private static final String HARBOR = "7b6f2d10-8c1e-4f5a-9a55-0d3c1e2f4a68";
    private static final AppInstallation APP =
            new AppInstallation(Optional.of(IDENTITY), Optional.of("pull-responder-k3v7q2xa"));

    @Test
    void theRoleIsThatOfTheSubscriptionOfTheScope() {
        assertThat(commands(Permission.READ_REGISTRY, registry(STORE), registry(HARBOR)))
                .containsExactly(
                        "az role assignment create --assignee-object-id " + IDENTITY
                                + " --assignee-principal-type ServicePrincipal --role 'Pull Responder Reader"
                                + " (pull-responder-k3v7q2xa, " + STORE + ")' --scope " + registry(STORE),
                        "az role assignment create --assignee-object-id " + IDENTITY
                                + " --assignee-principal-type ServicePrincipal --role 'Pull Responder Reader"
                                + " (pull-responder-k3v7q2xa, " + HARBOR + ")' --scope " + registry(HARBOR));
    }

    @Test
    void aScopeWithoutSubscriptionLeavesItOpenInBothPlaces() {
        assertThat(commands(Permission.FIND_CLUSTERS, "/"))
                .singleElement()
                .asString()
                .endsWith("--role 'Pull Responder Reader (pull-responder-k3v7q2xa, <subscription id>)'"
                        + " --scope '/subscriptions/<subscription id>'");
    }

    @Test
    void aCommandThatCannotBeBuiltIsMissingInEveryShell() {
        var cluster = "/subscriptions/" + STORE
                + "/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/";

        assertThat(commands(Permission.READ_WORKLOADS, cluster + "aks-store"))
                .anySatisfy(command -> assertThat(command).contains("kubectl --context aks-store apply"))
                .anySatisfy(command -> assertThat(command).endsWith("PowerShell"));
        assertThat(commands(Permission.READ_WORKLOADS, cluster + "aks$store"))
                .noneSatisfy(command -> assertThat(command).contains("kubectl --context"))
                .noneSatisfy(command -> assertThat(command).endsWith("PowerShell"));
    }

    @Test
    void aGrantedPermissionHasNoCommand() {
        var works = new PermissionProbe(
                Permission.READ_REGISTRY, "fabrikam", ResourceId.parse(registry(STORE)), Optional.empty());
        assertThat(AppGrantCommands.of(new ProbedPermission(Permission.READ_REGISTRY, false, List.of(works)), APP))
                .isEmpty();
    }

    private static List<String> commands(Permission permission, String... scopes) {
        var missing = List.of(scopes).stream()
                .map(scope -> new PermissionProbe(
                        permission,
                        scope,
                        ResourceId.parse(scope),
                        Optional.of(EvidenceUnavailableException.forbidden(scope, permission))))
                .toList();
        return AppGrantCommands.of(new ProbedPermission(permission, false, missing), APP);
    }

    private static String registry(String subscription) {
        return "/subscriptions/" + subscription
                + "/resourceGroups/rg-store/providers/Microsoft.ContainerRegistry/registries/fabrikam";
    }
}
