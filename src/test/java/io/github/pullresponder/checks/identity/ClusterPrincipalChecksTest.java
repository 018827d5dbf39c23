package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.ShopEvidence.app;
import static io.github.pullresponder.diagnosis.ShopEvidence.assignment;
import static io.github.pullresponder.diagnosis.ShopEvidence.password;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.EntraApp.AppCredential;
import io.github.pullresponder.identity.EntraApp.AppCredential.AppCredentialType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checks of clusters that pull with a service principal. */
class ClusterPrincipalChecksTest {
    private static final String APP = "app-1";
    private static final String PAST = "2026-11-21T00:00:00Z";

    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void theClusterRunsOnAServicePrincipal() {
        shop.cluster = Optional.of(ShopEvidence.cluster(Optional.of(APP)));
        shop.assignments.set(0, assignment("sp", ShopEvidence.ACR_PULL_GUID));
    }

    @Test
    void expiredSecretIsConfirmedWithItsEndDate() {
        shop.apps.put(APP, app(APP, "sp", "aks-shop-sp", password("a", PAST), password("b", "2025-01-01T00:00:00Z")));
        var examined = Examined.by(new ClusterPrincipalCredentialCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.CLUSTER_SECRET_EXPIRED);
        assertThat(examined.facts()).contains("the last of its credentials expired on 2026-11-21");
        assertThat(examined.commands())
                .anyMatch(command ->
                        command.contains("az aks update-credentials --resource-group rg-shop --name aks-shop"))
                .anyMatch(command -> command.endsWith("--enable-managed-identity --yes"))
                .anyMatch(command -> command.contains(" --attach-acr "))
                .anyMatch(command -> command.startsWith("az aks nodepool upgrade"));
    }

    @Test
    void theClustersCertificateIsNotVisible() {
        var certificate = new AppCredential(
                "cert",
                AppCredentialType.CERTIFICATE,
                Optional.empty(),
                Optional.of(Instant.parse("2027-01-01T00:00:00Z")));
        shop.apps.put(APP, app(APP, "sp", "aks-shop-sp", password("a", PAST), certificate));
        assertThat(Examined.by(new ClusterPrincipalCredentialCheck(), shop)
                        .open()
                        .detail())
                .isEqualTo("aks-shop-sp has a credential valid until 2027-01-01; whether aks-shop uses that one is not"
                        + " visible to Pull Responder");
    }

    /** A pull is not later than the start of its container. */
    @Test
    void aCredentialThatIsYoungerThanEveryStartMakesItLikely() {
        shop.lastStart = Optional.of(Instant.parse("2026-11-01T08:00:00Z"));
        shop.apps.put(APP, app(APP, "sp", "aks-shop-sp", madeAt("2026-11-20T08:00:00Z")));
        var suspect =
                Examined.by(new ClusterPrincipalCredentialCheck(), shop).open().suspect();
        assertThat(suspect).map(Finding::cause).contains(Cause.CLUSTER_SECRET_EXPIRED);

        shop.apps.put(APP, app(APP, "sp", "aks-shop-sp", madeAt("2026-10-20T08:00:00Z")));
        assertThat(Examined.by(new ClusterPrincipalCredentialCheck(), shop)
                        .open()
                        .suspect())
                .isEmpty();
    }

    private static AppCredential madeAt(String start) {
        return new AppCredential(
                "new",
                AppCredentialType.PASSWORD,
                Optional.of("abc"),
                Optional.of(Instant.parse(start)),
                Optional.of(Instant.parse("2027-11-20T08:00:00Z")));
    }

    @Test
    void aCredentialThatEndsRightNowIsExpired() {
        shop.apps.put(APP, app(APP, "sp", "aks-shop-sp", password("a", "2026-11-22T10:00:00Z")));
        assertThat(Examined.by(new ClusterPrincipalCredentialCheck(), shop)
                        .finding()
                        .cause())
                .isEqualTo(Cause.CLUSTER_SECRET_EXPIRED);
    }

    @Test
    void aDeletedPrincipalIsTheOnlyFinding() {
        assertThat(Examined.by(new ClusterPrincipalCheck(), shop).finding().cause())
                .isEqualTo(Cause.CLUSTER_PRINCIPAL_GONE);
        assertThat(shop.diagnose(CheckCatalog.all()).causes())
                .extracting(Finding::cause)
                .containsExactly(Cause.CLUSTER_PRINCIPAL_GONE);
    }

    @Test
    void aDisabledPrincipalIsConfirmedWithTheCommandThatEnablesIt() {
        shop.apps.put(
                APP,
                new EntraApp(
                        APP,
                        Optional.of(new EntraApp.Application("aks-shop-sp", List.of(password("a", PAST)))),
                        Optional.of(new EntraApp.ServicePrincipal(
                                "sp", "aks-shop-sp", false, Optional.empty(), List.of()))));
        assertThat(Examined.by(new ClusterPrincipalCheck(), shop).commands().get(0))
                .isEqualTo("az ad sp update --id app-1 --set accountEnabled=true");
    }

    @Test
    void aPrincipalThatExistsIsNeither() {
        shop.apps.put(APP, app(APP, "sp", "aks-shop-sp", password("a", "2027-01-01T00:00:00Z")));
        Examined.by(new ClusterPrincipalCheck(), shop).isRuledOut("aks-shop-sp exists and is enabled");
    }

    @Test
    void aManagedIdentityIsNoServicePrincipal() {
        var managed = new ShopEvidence();
        Examined.by(new ClusterPrincipalCredentialCheck(), managed).doesNotApply();
        Examined.by(new ClusterPrincipalCheck(), managed).doesNotApply();
    }
}
