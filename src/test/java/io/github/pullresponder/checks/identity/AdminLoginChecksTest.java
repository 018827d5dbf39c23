package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.ShopEvidence.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.cluster.DockerAuthsKey;
import io.github.pullresponder.cluster.PullSecret.RegistryLogin;
import io.github.pullresponder.cluster.PullSecret.RegistryLogins;
import io.github.pullresponder.cluster.SecretValue;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.CredentialRegeneration;
import io.github.pullresponder.registry.RoleAssignmentMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The two checks of pull secrets that sign in as the registry's admin user. */
class AdminLoginChecksTest {
    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void theKubeletIdentityCannotPull() {
        shop.assignments.clear();
    }

    @Test
    void aPasswordThatMatchesNeitherIsStale() {
        shop.pullsWith("contososhop", "old");
        var examined = Examined.by(new AdminPasswordCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.PULL_SECRET_PASSWORD_STALE);
        assertThat(examined.facts()).containsExactly("it matches neither of the two admin passwords of contososhop");
        assertThat(examined.commands().get(0))
                .isEqualTo(
                        "az acr credential show --name contososhop --subscription " + REGISTRY.subscription()
                                + " --query 'passwords[0].value' --output tsv | { read -r PASSWORD && export PASSWORD && kubectl --context aks-shop create secret docker-registry"
                                + " regcred --namespace shop --docker-server contososhop.azurecr.io --docker-username contososhop"
                                + " --docker-password=\"$PASSWORD\" --dry-run=client --output yaml | kubectl --context aks-shop apply --filename -; }");
        assertThat(examined.commands().get(1)).as("the other way").contains("--attach-acr");
    }

    @Test
    void theAuthorAndTheTimeOfTheRegenerationAreReported() {
        shop.pullsWith("contososhop", "old");
        shop.regenerations.add(
                new CredentialRegeneration(Instant.parse("2026-11-22T09:31:00Z"), "operator@example.com"));
        assertThat(Examined.by(new AdminPasswordCheck(), shop).facts())
                .contains(
                        "operator@example.com regenerated a password at 2026-11-22 09:31 UTC; the secret is from 2026-03-01 00:00 UTC");
    }

    @Test
    void anUnreadableActivityLogIsLeftOutAndReported() {
        shop.pullsWith("contososhop", "old");
        shop.unreadable.put(
                "regenerations", EvidenceUnavailableException.forbidden("log", Permission.READ_ACTIVITY_LOG));
        assertThat(Examined.by(new AdminPasswordCheck(), shop).facts())
                .last()
                .asString()
                .startsWith(
                        "the author and the time of the regeneration are not known: log: forbidden, needs Microsoft.Insights");
    }

    /** The kubelet tries all keys that match. */
    @Test
    void ofTwoKeysOneThatIsCurrentIsEnough() {
        shop.pullsWith(new RegistryLogins(
                List.of(login("contososhop.azurecr.io/shop", "old"), login("contososhop.azurecr.io", "current-2"))));
        assertThat(Examined.by(new AdminPasswordCheck(), shop).verdict()).isInstanceOf(Verdict.RuledOut.class);

        shop.pullsWith(new RegistryLogins(
                List.of(login("contososhop.azurecr.io/shop", "old"), login("contososhop.azurecr.io", "older"))));
        assertThat(Examined.by(new AdminPasswordCheck(), shop).verdict()).isInstanceOf(Verdict.Confirmed.class);
    }

    private static RegistryLogin login(String key, String password) {
        return new RegistryLogin(new DockerAuthsKey(key), "contososhop", new SecretValue(password), Optional.empty());
    }

    @Test
    void eitherOfTheTwoPasswordsIsCurrent() {
        shop.pullsWith("ContosoShop", "current-2");
        Examined.by(new AdminPasswordCheck(), shop)
                .isRuledOut("pull secret shop/regcred contains a current admin password");
    }

    @Test
    void passwordsThatMayNotBeListedLeaveItOpen() {
        shop.pullsWith("contososhop", "old");
        shop.unreadable.put(
                "adminPasswords", EvidenceUnavailableException.forbidden("them", Permission.LIST_ADMIN_CREDENTIALS));
        assertThat(Examined.by(new AdminPasswordCheck(), shop).open().needs())
                .contains(Permission.LIST_ADMIN_CREDENTIALS);
    }

    @Test
    void aStaleSecretIsNoCauseWhereTheKubeletIdentityCanPull() {
        shop.assignments.add(ShopEvidence.assignment(ShopEvidence.KUBELET_OBJECT, ShopEvidence.ACR_PULL_GUID));
        shop.pullsWith("contososhop", "old");
        var verdict = Examined.by(new AdminPasswordCheck(), shop).verdict();
        assertThat(verdict).isInstanceOf(Verdict.RuledOut.class);
        assertThat(verdict.advisories())
                .extracting(finding -> finding.cause())
                .containsExactly(Cause.PULL_SECRET_PASSWORD_STALE);
    }

    @Test
    void aStaleSecretIsOnlyLikelyWhereTheKubeletIdentitysRolesAreUnread() {
        shop.pullsWith("contososhop", "old");
        shop.unreadable.put(
                "assignedTo", EvidenceUnavailableException.forbidden("roles", Permission.READ_ROLE_ASSIGNMENTS));
        assertThat(Examined.by(new AdminPasswordCheck(), shop).open().suspect())
                .hasValueSatisfying(finding -> assertThat(finding.cause()).isEqualTo(Cause.PULL_SECRET_PASSWORD_STALE));
    }

    @Test
    void anAdminUserThatIsOffIsTheCause() {
        shop.pullsWith("contososhop", "current-1");
        adminUserIsOff();
        var examined = Examined.by(new AdminUserCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.ADMIN_USER_DISABLED);
        assertThat(examined.commands()).anyMatch(command -> command.endsWith("--admin-enabled true"));
        Examined.by(new AdminPasswordCheck(), shop).doesNotApply();
    }

    @Test
    void anAdminUserThatIsOnIsNot() {
        shop.pullsWith("contososhop", "current-1");
        Examined.by(new AdminUserCheck(), shop).isRuledOut("the admin user of contososhop is enabled");
    }

    @Test
    void withoutASecretOfTheAdminUserNeitherApplies() {
        adminUserIsOff();
        Examined.by(new AdminUserCheck(), shop).doesNotApply();
        Examined.by(new AdminPasswordCheck(), shop).doesNotApply();
    }

    private void adminUserIsOff() {
        shop.registry = ShopEvidence.registry(RoleAssignmentMode.LEGACY, false, false, true);
    }
}
