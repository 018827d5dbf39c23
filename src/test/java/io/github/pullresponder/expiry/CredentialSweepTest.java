package io.github.pullresponder.expiry;

import static io.github.pullresponder.diagnosis.ShopEvidence.password;
import static io.github.pullresponder.expiry.SweepFixture.SECRET_APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.atIndex;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.notification.NotDeliveredException;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.report.ReportFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialSweepTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final SweepFixture desk = new SweepFixture();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aCredentialIsReportedOnceAtEachThresholdAndWhenItExpires() {
        desk.clusterRunsOn(password("abc", "2027-01-01T12:00:00Z"));
        var reported = new ArrayList<String>();
        for (var day = 0; day < 50; day++) {
            var before = desk.cards.size();
            desk.sweep();
            if (desk.cards.size() > before) {
                reported.add(desk.lastReported().get(0).summary());
            }
            desk.after(DAY);
        }
        var what = "A password of the service principal aks-shop-sp of aks-shop expires ";
        assertThat(reported)
                .containsExactly(
                        what + "in 30 days, on 2027-01-01",
                        what + "in 14 days, on 2027-01-01",
                        what + "in 7 days, on 2027-01-01",
                        what + "tomorrow, on 2027-01-01",
                        "The service principal aks-shop-sp of aks-shop has no valid credential");
    }

    @ParameterizedTest(name = "last reported at {0}, now with {1} left: reported again {2}")
    @CsvSource({
        "40, 31, false",
        "30, 15, false",
        "30, 14, true",
        "29, 14, true",
        "14, 10, false",
        "10, 3, true",
        "7, 2, false",
        "7, 1, true",
        "1, 0, false",
        "30, 1, true"
    })
    void itIsReportedAgainOnlyAtTheNextThreshold(int then, int now, boolean again) {
        desk.clusterRunsOn(password("abc", "2027-01-01T12:00:00Z"));
        desk.after(Duration.ofDays(40L - then));
        desk.sweep();
        desk.cards.clear();
        desk.after(Duration.ofDays((long) then - now));
        desk.sweep();
        assertThat(desk.cards).hasSize(again ? 1 : 0);
    }

    @Test
    void aRenewedCredentialStartsAgain() {
        desk.clusterRunsOn(password("abc", "2026-11-28T00:00:00Z"));
        desk.sweep();
        desk.clusterRunsOn(password("def", "2026-12-20T00:00:00Z"));
        desk.sweep();
        assertThat(desk.cards).hasSize(2);
        assertThat(desk.lastReported())
                .extracting(Finding::summary)
                .singleElement()
                .asString()
                .contains("in 28 days");
    }

    @Test
    void credentialsDueTogetherAreOneCardSoonestFirst() {
        desk.clusterRunsOn(password("abc", "2026-12-10T00:00:00Z"));
        desk.secret("shop", "regcred", SECRET_APP, "xQ7~secret");
        desk.secretAppHas(password("xQ7", "2026-11-25T00:00:00Z"));
        desk.token("ci", true, "2026-11-01T00:00:00Z");
        desk.secret("shop", "ci-pull", "ci", "p");
        desk.sweep();
        assertThat(desk.cards).hasSize(1);
        assertThat(desk.lastReported())
                .extracting(Finding::cause)
                .containsExactly(Cause.PULL_SECRET_TOKEN_INVALID, Cause.CREDENTIAL_EXPIRING, Cause.CREDENTIAL_EXPIRING);
        assertThat(desk.lastReported().get(1).summary())
                .isEqualTo(
                        "The credential in the pull secret shop/regcred of aks-shop expires in 3 days, on 2026-11-25");
        assertThat(desk.blobs.list(""))
                .anyMatch(name -> name.endsWith(desk.cards.get(0).report().orElseThrow() + ".json"));
    }

    @Test
    void aSecondCredentialIsReportedWithoutTheFirst() {
        desk.clusterRunsOn(password("abc", "2026-12-10T00:00:00Z"));
        desk.sweep();
        desk.token("ci", true, "2026-12-01T00:00:00Z");
        desk.sweep();
        assertThat(desk.lastReported()).singleElement().satisfies(finding -> {
            assertThat(finding.summary())
                    .isEqualTo("password1 of the token ci of contososhop expires in 9 days, on 2026-12-01");
            assertThat(facts(finding)).contains("no readable pull secret uses it");
        });
    }

    @Test
    void withoutWarningsThereIsNoCardAndTheListenerIsStillCalled() {
        desk.clusterRunsOn(password("abc", "2027-11-22T00:00:00Z"));
        assertThat(desk.sweep().line())
                .isEqualTo("{\"outcome\":\"swept\",\"clusters\":1,\"registries\":1,\"principals\":1,\"expiring\":0,"
                        + "\"notified\":0,\"notChecked\":[],\"remembered\":true}");
        assertThat(desk.cards).isEmpty();
        assertThat(desk.blobs.list("")).isEmpty();
        assertThat(desk.seen)
                .singleElement()
                .satisfies(result ->
                        assertThat(result.withVerdict(Verdict.RuledOut.class)).hasSize(1));
    }

    @Test
    void aCardThatIsNotAcceptedIsSentAtTheNextTry() {
        desk.clusterRunsOn(password("abc", "2026-11-28T00:00:00Z"));
        desk.teamsIsDown = true;
        assertThatThrownBy(desk::sweep).isInstanceOf(NotDeliveredException.class);
        assertThat(desk.table.list("credentials", "")).isEmpty();
        desk.teamsIsDown = false;
        desk.sweep();
        desk.sweep();
        assertThat(desk.cards).hasSize(1);
    }

    @Test
    void aWarningThatCannotBeStoredIsRepeatedAndDoesNotFail() {
        desk.clusterRunsOn(password("abc", "2026-11-28T00:00:00Z"));
        desk.tableIsReadOnly = true;
        assertThat(desk.sweep().line()).endsWith("\"remembered\":false}");
        desk.tableIsReadOnly = false;
        desk.after(DAY);
        desk.sweep();
        desk.sweep();
        assertThat(desk.cards).hasSize(2);
    }

    @Test
    void theDaysAreThoseOfTheSetting() {
        desk.clusterRunsOn(password("abc", "2027-01-10T00:00:00Z"));
        desk.sweep(60, 10);
        assertThat(desk.cards).hasSize(1);
    }

    @Test
    void anotherCredentialThatLastsLongerIsNamedAndAnExpiredOneIsNot() {
        desk.clusterRunsOn(
                password("old", "2026-11-01T00:00:00Z"),
                password("abc", "2026-11-28T00:00:00Z"),
                password("def", "2027-11-28T00:00:00Z"));
        desk.sweep();
        assertThat(desk.lastReported())
                .singleElement()
                .satisfies(
                        finding -> assertThat(facts(finding))
                                .containsExactly(
                                        "password key-abc expires at 2026-11-28 00:00 UTC",
                                        "the nodes of aks-shop pull with app " + SweepFixture.CLUSTER_APP,
                                        "if this credential stops working, deployment/web (namespace shop, cluster aks-shop)"
                                                + " cannot pull from contososhop.azurecr.io, unless another identity has access",
                                        "another password of the principal is valid until 2027-11-28; the credential that the nodes use is not visible to Pull Responder"));
    }

    @Test
    void pullSecretsWithTheSameCredentialAreOneItemWithOneCommandForAll() {
        desk.shop.pod = Optional.of(ShopEvidence.failingPod(List.of("regcred")));
        desk.secret("shop", "regcred", SECRET_APP, "xQ7~secret");
        desk.secret("shop-test", "regcred", SECRET_APP.toUpperCase(Locale.ROOT), "xQ7~secret");
        desk.secretAppHas(password("xQ7", "2026-11-28T00:00:00Z"));
        desk.sweep();
        assertThat(desk.lastReported()).singleElement().satisfies(finding -> {
            assertThat(finding.summary()).contains(" and 1 more expires in 6 days");
            assertThat(facts(finding))
                    .anyMatch(fact -> fact.contains("deployment/web (namespace shop, cluster aks-shop)"));
            assertThat(commands(finding))
                    .hasSize(2)
                    .satisfies(
                            command -> assertThat(command)
                                    .startsWith("az ad app credential delete --id " + SECRET_APP + " --key-id "),
                            atIndex(1))
                    .satisfies(
                            command -> assertThat(command)
                                    .containsOnlyOnce("az ad sp credential reset")
                                    .contains(
                                            "kubectl --context aks-shop create secret docker-registry regcred --namespace shop ",
                                            "kubectl --context aks-shop create secret docker-registry regcred --namespace shop-test ")
                                    .doesNotContain("xQ7"),
                            atIndex(0));
        });
    }

    @Test
    void thePasswordOfATokenThatEndsIsTheOneThatIsRenewed() {
        desk.token("ci", true, "", "2026-11-28T00:00:00Z");
        desk.secret("shop", "ci-pull", "CI", "p");
        desk.sweep();
        assertThat(desk.lastReported()).singleElement().satisfies(finding -> {
            assertThat(facts(finding))
                    .contains(
                            "password1 is valid without an end date; the password that a pull secret contains is not visible to Pull Responder",
                            "no pod uses it now");
            assertThat(commands(finding).get(0)).contains("--password2").contains("--docker-username ci");
        });
    }

    @Test
    void anExpiredUnusedTokenIsNotReported() {
        desk.token("gone", false, "2026-11-28T00:00:00Z");
        desk.token("over", true, "2026-11-01T00:00:00Z");
        desk.sweep();
        assertThat(desk.cards).isEmpty();
    }

    @Test
    void aFixedCredentialThatBreaksAgainIsReportedAgain() {
        desk.secret("shop", "ci-pull", "ci", "p");
        desk.token("ci", false, "2027-11-28T00:00:00Z");
        desk.sweep();
        desk.sweep();
        desk.token("ci", true, "2027-11-28T00:00:00Z");
        desk.sweep();
        desk.token("ci", false, "2027-11-28T00:00:00Z");
        desk.sweep();
        assertThat(desk.cards).hasSize(2);
    }

    @Test
    void anUnreadCredentialIsNotTreatedAsFixed() {
        desk.clusterRunsOn(password("abc", "2026-11-28T00:00:00Z"));
        desk.sweep();
        desk.shop.unreadable.put(
                "apps", EvidenceUnavailableException.because(UnavailabilityReason.THROTTLED, "the directory"));
        desk.sweep();
        desk.shop.unreadable.clear();
        desk.sweep();
        assertThat(desk.cards).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"clusters", "registries", "unseenSubscriptions", "workloads", "pods", "secrets", "tokens", "apps"
            })
    void anUnreadableClusterIsNamedAndDoesNotAffectOthers(String unreadable) {
        desk.clusterRunsOn(password("abc", "2026-11-28T00:00:00Z"));
        desk.token("ci", true, "2026-11-28T00:00:00Z");
        desk.shop.unreadable.put(
                unreadable, EvidenceUnavailableException.because(UnavailabilityReason.UNREACHABLE, "the thing itself"));
        desk.sweep();
        assertThat(desk.lastReported())
                .isNotEmpty()
                .hasSize(
                        switch (unreadable) {
                            case "clusters", "registries", "tokens", "apps" -> 1;
                            default -> 2;
                        });
        assertThat(desk.seen.get(0).withVerdict(Verdict.Undetermined.class))
                .singleElement()
                .satisfies(check -> assertThat(check.verdict().detail()).isEqualTo("the thing itself: not reached"));
    }

    @Test
    void aSubscriptionThatCannotBeSeenIsNamed() {
        desk.shop.unseenSubscriptions.add("8d7c1a52-0000-4b58-9f0e-6a1d2b3c4e5f");
        assertThat(desk.sweep().line())
                .contains("\"notChecked\":[\"subscription 8d7c1a52-0000-4b58-9f0e-6a1d2b3c4e5f: forbidden,");
    }

    @Test
    void withoutPermissionToListSecretsThoseOfPodsAreRead() {
        desk.shop.unreadable.put(
                "secrets", EvidenceUnavailableException.forbidden("secrets", Permission.LIST_PULL_SECRETS));
        desk.shop.pullsWith(SECRET_APP, "xQ7~secret");
        desk.secretAppHas(password("xQ7", "2026-11-28T00:00:00Z"));
        desk.sweep();
        assertThat(desk.lastReported()).hasSize(1);
    }

    @Test
    void forAPodWithVeryManySecretsTheFirstAreReadAndTheLimitIsReported() {
        desk.shop.unreadable.put(
                "secrets", EvidenceUnavailableException.forbidden("secrets", Permission.LIST_PULL_SECRETS));
        var names = IntStream.range(0, 25)
                .mapToObj(number -> "pull-%02d".formatted(number))
                .toList();
        desk.shop.pod = Optional.of(ShopEvidence.failingPod(names));
        names.forEach(name -> {
            desk.secret("shop", name, SECRET_APP, "xQ7~secret");
            desk.shop.secrets.put(name, desk.shop.secrets.get("shop/" + name));
        });
        desk.secretAppHas(password("xQ7", "2026-11-28T00:00:00Z"));
        desk.sweep();
        assertThat(desk.lastReported())
                .singleElement()
                .satisfies(finding -> assertThat(finding.summary()).contains(" and 19 more "));
        assertThat(ReportFormat.CARD.render(desk.lastReport())).contains("20 of 25 pull secrets of a pod were read");
    }

    @Test
    void theCardNamesTheAffectedWorkloadsAndTheUncheckedParts() {
        desk.clusterRunsOn(password("abc", "2026-11-28T00:00:00Z"));
        desk.shop.unreadable.put(
                "tokens",
                EvidenceUnavailableException.because(UnavailabilityReason.UNREACHABLE, "the tokens of contososhop"));
        desk.sweep();
        assertThat(ReportFormat.CARD.render(desk.lastReport()))
                .contains(
                        "EXPIRING · all clusters",
                        "1 credential has expired or expires soon",
                        "deployment/web (namespace shop, cluster aks-shop) cannot pull from contososhop.azurecr.io",
                        "az ad sp credential reset",
                        "Not checked: the tokens of contososhop: not reached");
    }

    @Test
    void aReportedCredentialIsNotCalledValid() {
        desk.clusterRunsOn(password("abc", "2026-11-28T00:00:00Z"));
        desk.sweep();
        desk.sweep();
        assertThat(ReportFormat.MARKDOWN.render(desk.seen.get(1)))
                .contains("No other credential expires soon", "were reported before")
                .doesNotContain("No readable credential expires within the warning period");
    }

    private static List<String> facts(Finding finding) {
        return finding.evidence().stream().map(Evidence::fact).toList();
    }

    private static List<String> commands(Finding finding) {
        return finding.remedies().stream()
                .flatMap(remedy -> remedy.commands().stream())
                .map(Object::toString)
                .toList();
    }
}
