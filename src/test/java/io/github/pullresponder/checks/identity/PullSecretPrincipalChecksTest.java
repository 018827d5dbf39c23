package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.ShopEvidence.app;
import static io.github.pullresponder.diagnosis.ShopEvidence.assignment;
import static io.github.pullresponder.diagnosis.ShopEvidence.password;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.EntraApp.AppCredential;
import io.github.pullresponder.identity.EntraApp.AppCredential.AppCredentialType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checks of pull secrets that sign in as a service principal. */
class PullSecretPrincipalChecksTest {
    private static final String APP = "11111111-2222-3333-4444-555555555555";
    private static final String SECRET = "xQ7~secret";
    private static final String PAST = "2026-11-20T00:00:00Z";
    private static final String FUTURE = "2027-11-20T00:00:00Z";

    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void onlyThePrincipalOfTheSecretHasARole() {
        shop.assignments.set(0, assignment("sp", ShopEvidence.ACR_PULL_GUID));
        shop.pullsWith(APP, SECRET);
    }

    @Test
    void theCredentialWhoseHintMatchesIsExpired() {
        shop.apps.put(APP, app(APP, "sp", "puller", password("xQ7", PAST), password("new", FUTURE)));
        var examined = principal();
        assertThat(examined.finding().cause()).isEqualTo(Cause.PULL_SECRET_PRINCIPAL_EXPIRED);
        assertThat(examined.facts())
                .containsExactly(
                        "it signs in to contososhop.azurecr.io as app " + APP,
                        "the secret's password starts with the hint of a credential of puller that expired on 2026-11-20");
        assertThat(examined.commands().get(0))
                .startsWith("az ad sp credential reset --id " + APP + " --append --query password --output tsv | ")
                .doesNotContain(SECRET);
    }

    @Test
    void aValidCredentialWithThatHintRulesItOut() {
        shop.apps.put(APP, app(APP, "sp", "puller", password("xQ7", PAST), password("xQ7", FUTURE)));
        principal().isRuledOut("the password in pull secret shop/regcred is a valid credential of puller");
    }

    @Test
    void noCredentialWithThatHintMeansItWasRemoved() {
        shop.apps.put(APP, app(APP, "sp", "puller", password("new", FUTURE)));
        assertThat(principal().facts())
                .contains("none of the 1 passwords of puller starts with the same characters: it was removed");
    }

    @Test
    void aPasswordWithoutHintMayBeTheOne() {
        var unhinted = new AppCredential(
                "old", AppCredentialType.PASSWORD, Optional.empty(), Optional.of(Instant.parse(FUTURE)));
        shop.apps.put(APP, app(APP, "sp", "puller", unhinted));
        principal().open();
    }

    @Test
    void aPrincipalThatIsGoneOrDisabledIsTheCause() {
        assertThat(principal().finding().summary()).endsWith("its service principal no longer exists");
        shop.apps.put(
                APP,
                new EntraApp(
                        APP,
                        Optional.of(new EntraApp.Application("puller", List.of(password("xQ7", FUTURE)))),
                        Optional.of(new EntraApp.ServicePrincipal(
                                "sp", "puller", false, Optional.of(ShopEvidence.TENANT), List.of()))));
        assertThat(principal().finding().summary()).endsWith("its service principal is disabled");
    }

    @Test
    void anApplicationOfAnotherTenantLeavesItOpen() {
        shop.apps.put(
                APP,
                new EntraApp(
                        APP,
                        Optional.empty(),
                        Optional.of(new EntraApp.ServicePrincipal(
                                "sp", "puller", true, Optional.of("another"), List.of()))));
        principal().open();
    }

    @Test
    void aPrincipalWithoutARoleIsTheCause() {
        shop.apps.put(APP, app(APP, "sp", "puller", password("xQ7", FUTURE)));
        shop.assignments.clear();
        var examined = Examined.by(new PullSecretPrincipalRoleCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.PULL_SECRET_PRINCIPAL_HAS_NO_ROLE);
        assertThat(examined.commands().get(0)).contains("--assignee-object-id sp ", "--role AcrPull");
    }

    @Test
    void aPrincipalWithARoleIsNot() {
        shop.apps.put(APP, app(APP, "sp", "puller", password("xQ7", FUTURE)));
        Examined.by(new PullSecretPrincipalRoleCheck(), shop).isRuledOut("puller can pull with AcrPull on contososhop");
    }

    @Test
    void withoutAPullSecretNeitherApplies() {
        var plain = new ShopEvidence();
        Examined.by(new PullSecretPrincipalCheck(), plain).doesNotApply();
        Examined.by(new PullSecretPrincipalRoleCheck(), plain).doesNotApply();
    }

    private Examined principal() {
        return Examined.by(new PullSecretPrincipalCheck(), shop);
    }
}
