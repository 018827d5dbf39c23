package io.github.pullresponder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Follows one failure from its first alert to its end, as the recipients of the cards see it. */
@Tag("scenario")
class LifecycleTest {
    private static final Duration BETWEEN_UPDATES = Duration.ofHours(1);
    private static final Duration QUIET = Duration.ofMinutes(15);

    private final TestDeployment broken = new TestDeployment(Estates.cartCannotPull());

    @BeforeEach
    void anAlertFires() {
        accept(broken, Alerts.fired("one"));
        assertThat(broken.cards()).extracting(Card::banner).containsExactly("FAILING · aks-store");
    }

    @AfterEach
    void close() {
        broken.close();
    }

    @Test
    void morePodsAreReportedAnHourLater() {
        broken.letPass(BETWEEN_UPDATES);
        accept(broken, Alerts.fired("two", broken.clock.instant(), Alerts.pods(3)));

        assertThat(broken.cards())
                .extracting(Card::banner)
                .containsExactly("FAILING · aks-store", "MORE PODS · FAILING · aks-store");
        assertThat(broken.cards().get(1).text()).contains("4: store/");
    }

    @Test
    void aResolvedAlertClosesTheIncident() {
        broken.letPass(QUIET);
        accept(broken, Alerts.resolved("one", Alerts.NOW, broken.clock.instant()));

        assertThat(broken.cards()).hasSize(2);
        assertThat(broken.cards().get(1).banner()).isEqualTo("RESOLVED · aks-store");
        assertThat(broken.cards().get(1).text()).contains("the Azure Monitor alert was resolved");
    }

    @Test
    void anOngoingFailureStaysOpen() {
        broken.letPass(QUIET);
        TestDeployment.followUp(broken.start());

        assertThat(broken.cards()).hasSize(1);
    }

    @Test
    void aFixedIncidentIsClosedAfterAQuietPeriod() {
        try (var fixed = broken.continueWith(Estates.cartRuns())) {
            var app = fixed.start();
            TestDeployment.followUp(app);
            assertThat(fixed.cards()).as("too early").isEmpty();

            fixed.letPass(QUIET);
            TestDeployment.followUp(app);
            TestDeployment.followUp(app);
            assertThat(fixed.cards()).singleElement().satisfies(card -> {
                assertThat(card.banner()).isEqualTo("RESOLVED · aks-store");
                assertThat(card.text()).contains("no pull has failed since");
            });
        }
    }

    private static void accept(TestDeployment stage, String alert) {
        var app = stage.start();
        assertThat(TestDeployment.alert(app, alert).status()).isEqualTo(202);
        stage.workOff(app);
    }
}
