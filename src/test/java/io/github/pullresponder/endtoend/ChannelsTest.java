package io.github.pullresponder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.sandbox.AppInstance;
import io.github.pullresponder.sandbox.storage.StorageInThisProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests two webhooks, one of which fails. */
@Tag("scenario")
class ChannelsTest {
    /** Functions fail here on purpose. This reference is needed: a logger without one loses its level. */
    private static final Logger FAILURES = Logger.getLogger("function");

    private static final String HEALTHY = "/teams/healthy";
    private static final String SICK = "/teams/sick";
    private static final String WEBHOOKS =
            "[{\"name\": \"healthy\", \"url\": \"https://sandbox.webhook.example%s?sig=one\"},"
                    + " {\"name\": \"sick\", \"url\": \"https://sandbox.webhook.example%s?sig=another\"}]";

    private final TestDeployment stage = new TestDeployment(
            Estates.cartCannotPull(),
            new StorageInThisProcess(),
            Map.of("PULLRESPONDER_TEAMS_WEBHOOKS", WEBHOOKS.formatted(HEALTHY, SICK)));

    @BeforeAll
    static void expectFailures() {
        FAILURES.setLevel(Level.OFF);
    }

    @AfterAll
    static void expectNoMore() {
        FAILURES.setLevel(null);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aThrottledChannelGetsTheCardLaterAndTheOtherOnlyOnce() {
        stage.azure.teams().answer(SICK, 429);
        var app = play();
        assertThat(to(SICK)).isEmpty();
        stage.azure.teams().answer(SICK, 202);
        stage.letPass(Duration.ofMinutes(5));
        TestDeployment.followUp(app);

        assertThat(to(SICK)).singleElement().asString().doesNotContain("Possibly repeated");
        assertThat(to(HEALTHY)).hasSize(1);
        assertThat(stage.stored("undelivered/")).isEmpty();
        assertThat(stage.diagnoses).as("nothing was diagnosed again for it").hasSize(1);
    }

    @Test
    void oneThatFailsForHoursHasItsCardUnderUndelivered() {
        stage.azure.teams().answer(SICK, 503);
        var app = play();
        for (var i = 0; i < 13; i++) {
            stage.letPass(Duration.ofMinutes(5));
            TestDeployment.followUp(app);
        }

        assertThat(stage.stored("undelivered/"))
                .allMatch(name -> name.endsWith("-sick.card.json"))
                .filteredOn(name -> Card.of(to(HEALTHY).get(0)).links(name.replace("-sick.card", "")))
                .hasSize(1);
        assertThat(to(HEALTHY))
                .as("besides the card that says that there are more pods by now")
                .filteredOn(card -> !card.contains("MORE PODS"))
                .hasSize(1);
        assertThat(stage.waiting()).as("no message comes back for it for ever").isEmpty();
    }

    @Test
    void aChannelThatRejectsTheCardDoesNotReceiveTheEnd() {
        stage.azure.teams().answer(SICK, 404);
        var app = play();
        stage.azure.teams().answer(SICK, 202);
        stage.letPass(Duration.ofMinutes(20));
        assertThat(TestDeployment.alert(app, Alerts.resolved("one", Alerts.NOW, stage.clock.instant()))
                        .status())
                .isEqualTo(202);
        stage.workOff(app);

        assertThat(to(HEALTHY)).hasSize(2).last().asString().contains("RESOLVED");
        assertThat(to(SICK)).as("it never heard of the beginning").isEmpty();
    }

    @Test
    void aLostAnswerMarksTheNextCardAsPossiblyRepeated() {
        stage.azure.teams().acceptWithLostAnswer(SICK);
        var app = play();
        var before = to(SICK).size();
        stage.azure.teams().answer(SICK, 202);
        stage.letPass(Duration.ofMinutes(5));
        TestDeployment.followUp(app);

        assertThat(to(SICK)).hasSize(before + 1).last().asString().contains("Possibly repeated");
        assertThat(to(HEALTHY)).singleElement().asString().doesNotContain("Possibly repeated");
    }

    private AppInstance play() {
        var app = stage.start();
        assertThat(TestDeployment.alert(app, Alerts.fired("one")).status()).isEqualTo(202);
        stage.workOff(app);
        return app;
    }

    private List<String> to(String path) {
        return stage.azure.teams().messagesTo(path);
    }
}
