package io.github.pullresponder.preflight.unneeded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.roles.RoleAssignment;
import io.github.pullresponder.evidence.roles.RoleDefinition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What can be taken back, and how, of roles that have been read. */
class RoleComparisonTest {
    private static final String IDENTITY = "0e5b0d3c-52f1-4b7e-8a3d-7f1c2b9a4d60";
    private static final String APP = "pull-responder-k3v7q2xa";
    private static final String SUBSCRIPTION = "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12";
    private static final String GROUP = SUBSCRIPTION + "/resourceGroups/rg-store";
    private static final String READ = "Microsoft.ContainerRegistry/registries/read";
    private static final String SECRETS = "Microsoft.ContainerService/managedClusters/secrets/read";
    private static final NeededActions NEEDED = new NeededActions(List.of(READ), List.of());

    @Test
    void whatIsNeededAndNoMoreIsInOrder() {
        assertThat(compared(held(role("Registry Reader", READ.toLowerCase()), GROUP)))
                .isEmpty();
    }

    @Test
    void anExcludedPatternGrantsNothing() {
        var role = new RoleDefinition(
                "1",
                "Nearly nothing",
                List.of(new RoleDefinition.Permissions(
                        List.of(READ, "Microsoft.Network/*/read"),
                        List.of("Microsoft.Network/*"),
                        List.of(),
                        List.of())));
        assertThat(compared(held(role, GROUP))).isEmpty();
    }

    @Test
    void aPatternThatIsExcludedInPartGrantsMore() {
        var role = new RoleDefinition(
                "1",
                "Contributor",
                List.of(new RoleDefinition.Permissions(
                        List.of("*"), List.of("Microsoft.Authorization/*/Write"), List.of(), List.of())));
        assertThat(compared(held(role, GROUP)))
                .singleElement()
                .satisfies(right -> assertThat(right.beyond()).containsExactly("*"));
    }

    @Test
    void aRoleOfAnotherReleaseIsDefinedAgain() {
        var own = held(
                role("Pull Responder Reader (" + APP + ", 2f6a1c44)", READ, "Microsoft.Web/sites/read"), SUBSCRIPTION);
        assertThat(compared(own)).extracting(UnneededRight::takingBack).containsExactly(TakingBack.DEPLOY);
    }

    @Test
    void aRoleOfAnotherAppIsNotTheAppsOwn() {
        var others =
                held(role("Pull Responder Pull Secrets (pull-responder-zzzzzzzz, 2f6a1c44)", SECRETS), SUBSCRIPTION);
        assertThat(compared(others)).extracting(UnneededRight::takingBack).containsExactly(TakingBack.DELETE);
    }

    @Test
    void anOwnRoleBelowDoesNotStandInForABroaderOne() {
        var own = held(role("Pull Responder Reader (" + APP + ", 2f6a1c44)", READ), GROUP);
        var reader = held(role("Reader", "*/read"), SUBSCRIPTION);
        assertThat(compared(own, reader)).extracting(UnneededRight::takingBack).containsExactly(TakingBack.NARROW_ROLE);
    }

    @Test
    void anOwnRoleAtTheSameScopeStandsInForABroaderOne() {
        var own = held(role("Pull Responder Reader (" + APP + ", 2f6a1c44)", READ), SUBSCRIPTION);
        var reader = held(role("Reader", "*/read"), SUBSCRIPTION);
        assertThat(compared(own, reader)).extracting(UnneededRight::takingBack).containsExactly(TakingBack.DELETE);
    }

    private static List<UnneededRight> compared(HeldRole... held) {
        return new RoleComparison(IDENTITY, Optional.of(APP), NEEDED, Optional.empty(), List.of(held))
                .compared()
                .unneeded();
    }

    private static RoleDefinition role(String name, String... actions) {
        return new RoleDefinition(
                name, name, List.of(new RoleDefinition.Permissions(List.of(actions), List.of(), List.of(), List.of())));
    }

    private static HeldRole held(RoleDefinition role, String scope) {
        var id = ResourceId.parse(scope + "/providers/Microsoft.Authorization/roleAssignments/1");
        return new HeldRole(
                new RoleAssignment(
                        id,
                        ResourceId.parse(scope),
                        IDENTITY,
                        "ServicePrincipal",
                        role.guid(),
                        Optional.empty(),
                        Optional.empty()),
                role);
    }
}
