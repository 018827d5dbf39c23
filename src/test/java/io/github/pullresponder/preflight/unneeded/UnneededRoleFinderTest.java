package io.github.pullresponder.preflight.unneeded;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.identity.RoleDefinition;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks the roles that can be revoked, and their commands. */
class UnneededRoleFinderTest {
    private static final String IDENTITY = "0e5b0d3c-52f1-4b7e-8a3d-7f1c2b9a4d60";
    private static final String APP = "pull-responder-k3v7q2xa";
    private static final String SUBSCRIPTION = "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12";
    private static final String GROUP = SUBSCRIPTION + "/resourceGroups/rg-store";
    private static final String READ = "Microsoft.ContainerRegistry/registries/read";
    private static final String SECRETS = "Microsoft.ContainerService/managedClusters/secrets/read";
    private static final RequiredAppActions NEEDED = new RequiredAppActions(List.of(READ), List.of());

    @Test
    void theNeededRolesAndNoMoreAreInOrder() {
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
        assertThat(compared(own)).extracting(UnneededRight::takingBack).containsExactly(UnneededRightRemedyKind.DEPLOY);
    }

    @Test
    void aRoleOfAnotherAppIsNotTheAppsOwn() {
        var others =
                held(role("Pull Responder Pull Secrets (pull-responder-zzzzzzzz, 2f6a1c44)", SECRETS), SUBSCRIPTION);
        assertThat(compared(others))
                .extracting(UnneededRight::takingBack)
                .containsExactly(UnneededRightRemedyKind.DELETE);
    }

    @Test
    void anOwnRoleBelowDoesNotStandInForABroaderOne() {
        var own = held(role("Pull Responder Reader (" + APP + ", 2f6a1c44)", READ), GROUP);
        var reader = held(role("Reader", "*/read"), SUBSCRIPTION);
        assertThat(compared(own, reader))
                .extracting(UnneededRight::takingBack)
                .containsExactly(UnneededRightRemedyKind.NARROW_ROLE);
    }

    @Test
    void aCustomRoleAtTheSameScopeReplacesABroaderOne() {
        var own = held(role("Pull Responder Reader (" + APP + ", 2f6a1c44)", READ), SUBSCRIPTION);
        var reader = held(role("Reader", "*/read"), SUBSCRIPTION);
        assertThat(compared(own, reader))
                .extracting(UnneededRight::takingBack)
                .containsExactly(UnneededRightRemedyKind.DELETE);
    }

    @Test
    void anOwnRoleWithAConditionDoesNotStandIn() {
        var own = held(
                role("Pull Responder Reader (" + APP + ", 2f6a1c44)", READ),
                SUBSCRIPTION,
                "@Resource[x] StringEquals 'y'");
        var reader = held(role("Reader", "*/read"), SUBSCRIPTION);
        assertThat(compared(own, reader))
                .extracting(UnneededRight::takingBack)
                .containsExactly(UnneededRightRemedyKind.NARROW_ROLE);
    }

    @Test
    void twoBroadRolesDoNotStandInForEachOther() {
        var reader = held(role("Reader", "*/read"), SUBSCRIPTION);
        var contributor = held(role("Contributor", "*"), SUBSCRIPTION);
        assertThat(compared(reader, contributor))
                .extracting(UnneededRight::takingBack)
                .containsExactly(UnneededRightRemedyKind.NARROW_ROLE, UnneededRightRemedyKind.NARROW_ROLE);
    }

    @Test
    void aNeededDataActionKeepsABroaderRole() {
        var needed = new RequiredAppActions(List.of(READ), List.of(SECRETS));
        var own = held(role("Pull Responder Reader (" + APP + ", 2f6a1c44)", READ), SUBSCRIPTION);
        var secrets = held(
                dataRole("Cluster Secrets", SECRETS, "Microsoft.ContainerService/managedClusters/pods/read"),
                SUBSCRIPTION);
        assertThat(compared(needed, Optional.empty(), own, secrets))
                .extracting(UnneededRight::takingBack)
                .containsExactly(UnneededRightRemedyKind.NARROW_ROLE);
        var ownSecrets = held(dataRole("Pull Responder Pull Secrets (" + APP + ", 2f6a1c44)", SECRETS), SUBSCRIPTION);
        assertThat(compared(needed, Optional.empty(), own, ownSecrets, secrets))
                .extracting(UnneededRight::takingBack)
                .containsExactly(UnneededRightRemedyKind.DELETE);
    }

    @Test
    void anOwnRoleOfWhichADataActionIsNeededIsDefinedAgain() {
        var needed = new RequiredAppActions(List.of(), List.of(SECRETS));
        var own = held(
                dataRole("Pull Responder Pull Secrets (" + APP + ", 2f6a1c44)", SECRETS, "x/y/read"), SUBSCRIPTION);
        assertThat(compared(needed, Optional.empty(), own))
                .extracting(UnneededRight::takingBack)
                .containsExactly(UnneededRightRemedyKind.DEPLOY);
    }

    @Test
    void anExcludedDataActionIsNotBeyond() {
        var role = new RoleDefinition(
                "1",
                "Nearly nothing",
                List.of(new RoleDefinition.Permissions(
                        List.of(), List.of(), List.of("Microsoft.Storage/*"), List.of("Microsoft.Storage/*"))));
        assertThat(compared(held(role, GROUP))).isEmpty();
    }

    @Test
    void aRoleThatOnlyHasTheAppInItsNameIsNotTheAppsOwn() {
        var other = held(role("Contributor for " + APP, "*"), SUBSCRIPTION);
        assertThat(compared(other))
                .extracting(UnneededRight::takingBack)
                .containsExactly(UnneededRightRemedyKind.NARROW_ROLE);
        var alike = held(role("Pull Responder Reader (" + APP + "2, 2f6a1c44)", SECRETS), SUBSCRIPTION);
        assertThat(compared(alike))
                .extracting(UnneededRight::takingBack)
                .containsExactly(UnneededRightRemedyKind.DELETE);
    }

    /** The app may work with a role of another name: without it the app would stop. */
    @Test
    void aRoleOnTheAppsOwnResourcesIsNeverDeleted() {
        var account = GROUP + "/providers/Microsoft.Storage/storageAccounts/stown";
        var blobs = held(
                dataRole("Blobs and queues", "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*"),
                account);
        var secretsOfficer = held(
                dataRole("Key Vault Secrets Officer", "Microsoft.KeyVault/vaults/secrets/*"),
                GROUP + "/providers/Microsoft.KeyVault/vaults/kv-own");
        assertThat(compared(NEEDED, Optional.of("stown"), blobs, secretsOfficer))
                .extracting(UnneededRight::takingBack)
                .containsExactly(UnneededRightRemedyKind.NARROW_ROLE, UnneededRightRemedyKind.NARROW_ROLE);
    }

    /** A narrower assignment may cover one container only. */
    @Test
    void aWorkingRoleThatIsTooBroadIsNeverDeleted() {
        var account = GROUP + "/providers/Microsoft.Storage/storageAccounts/stown";
        var broad = held(blobOwner(), GROUP);
        var narrow = held(blobOwner(), account + "/blobServices/default/containers/packages");
        assertThat(compared(NEEDED, Optional.of("stown"), broad, narrow))
                .extracting(UnneededRight::takingBack)
                .containsExactly(UnneededRightRemedyKind.NARROW_SCOPE);
    }

    @Test
    void aWorkingRoleOnAnAccountIsNotJudgedIfTheOwnAccountIsNotKnown() {
        var account = held(blobOwner(), GROUP + "/providers/Microsoft.Storage/storageAccounts/some");
        var comparison = new UnneededRoleFinder(IDENTITY, Optional.of(APP), NEEDED, Optional.empty(), List.of(account))
                .compare();
        assertThat(comparison.unneeded()).isEmpty();
        assertThat(comparison.notChecked())
                .singleElement()
                .asString()
                .contains("it is unknown if this resource belongs to the app");
    }

    private static RoleDefinition blobOwner() {
        var id = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
        return new RoleDefinition(
                id,
                "Storage Blob Data Owner",
                List.of(new RoleDefinition.Permissions(
                        List.of(),
                        List.of(),
                        List.of("Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*"),
                        List.of())));
    }

    private static List<UnneededRight> compared(HeldRole... held) {
        return compared(NEEDED, Optional.empty(), held);
    }

    private static List<UnneededRight> compared(RequiredAppActions needed, Optional<String> account, HeldRole... held) {
        return new UnneededRoleFinder(IDENTITY, Optional.of(APP), needed, account, List.of(held))
                .compare()
                .unneeded();
    }

    private static RoleDefinition dataRole(String name, String... dataActions) {
        return new RoleDefinition(
                name,
                name,
                List.of(new RoleDefinition.Permissions(List.of(), List.of(), List.of(dataActions), List.of())));
    }

    private static RoleDefinition role(String name, String... actions) {
        return new RoleDefinition(
                name, name, List.of(new RoleDefinition.Permissions(List.of(actions), List.of(), List.of(), List.of())));
    }

    private static HeldRole held(RoleDefinition role, String scope) {
        return held(role, scope, "");
    }

    private static HeldRole held(RoleDefinition role, String scope, String condition) {
        var id = ResourceId.parse(scope + "/providers/Microsoft.Authorization/roleAssignments/1");
        return new HeldRole(
                new RoleAssignment(
                        id,
                        ResourceId.parse(scope),
                        IDENTITY,
                        "ServicePrincipal",
                        role.guid(),
                        Optional.of(condition).filter(part -> !part.isEmpty()),
                        Optional.empty()),
                role);
    }
}
