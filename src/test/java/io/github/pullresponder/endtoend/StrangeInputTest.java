package io.github.pullresponder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.queue.WorkItem.SweepContinued;
import io.github.pullresponder.queue.WorkItemJsonMapper;
import io.github.pullresponder.sandbox.AppInstance;
import io.github.pullresponder.sandbox.functions.EventGridSubscription;
import io.github.pullresponder.sandbox.functions.FunctionResult;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests inputs that are out of order, out of date or malformed: the answers, the stored data, and that none is retried forever. */
@Tag("scenario")
class StrangeInputTest {
    private static final int MEGABYTE = 1 << 20;

    /** Messages fail here on purpose. This reference is needed: a logger without one loses its level. */
    private static final Logger FAILURES = Logger.getLogger("function");

    private final TestDeployment stage = new TestDeployment(Estates.cartCannotPull());
    private final AppInstance app = stage.start();
    private final EventGridSubscription subscription =
            new EventGridSubscription(app.host().origin(), "AzureEvent", 5);

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void anEndThatArrivesBeforeItsStartIsTheEnd() {
        accept(Alerts.resolved("one", Alerts.NOW, Alerts.NOW.plusSeconds(60)));
        stage.workOff(app);
        accept(Alerts.fired("one"));
        stage.workOff(app);

        assertThat(stage.cards()).isEmpty();
        assertThat(stage.waiting()).isEmpty();
    }

    @Test
    void anEndThatFollowsItsStartIsReported() {
        accept(Alerts.fired("one"));
        stage.workOff(app);
        accept(Alerts.resolved("one", Alerts.NOW, stage.clock.instant()));
        accept(Alerts.resolved("one", Alerts.NOW, stage.clock.instant()));
        stage.workOff(app);

        assertThat(stage.cards()).extracting(Card::isOver).containsExactly(false, true);
        assertThat(stage.waiting()).isEmpty();
    }

    @Test
    void aFinishedSweepIsNotContinued() {
        stage.send(WorkItemJsonMapper.write(new SweepContinued(
                "sweep-1-2",
                new OriginEvent(new Trigger(TriggerType.TIMER, "CredentialExpirySweep"), "sweep-1", Alerts.NOW),
                "sweep-1",
                2)));
        stage.workOff(app);

        assertThat(stage.cards()).isEmpty();
        assertThat(stage.stored("given-up/")).isEmpty();
        assertThat(stage.waiting()).isEmpty();
    }

    @Test
    void anAlertThatFiresAgainAfterItsEndIsReportedAgain() {
        accept(Alerts.resolved("one", Alerts.NOW, Alerts.NOW.plusSeconds(60)));
        accept(Alerts.fired("one", Alerts.NOW.plusSeconds(300), Alerts.POD));
        stage.workOff(app);

        assertThat(stage.cards()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT5M", "PT-5M"})
    void clocksMayBeOffByFiveMinutes(Duration skew) {
        var fired = Alerts.NOW.plus(skew);
        accept(Alerts.fired("one", fired, Alerts.POD));
        var event = Alerts.asEvent("e", Alerts.fired("two", fired, Alerts.POD));
        deliver(event.put("eventTime", fired.toString()));
        stage.workOff(app);
        assertThat(stage.cards()).hasSize(1);

        accept(Alerts.resolved("one", fired, stage.clock.instant().plus(skew)));
        accept(Alerts.resolved("two", fired, stage.clock.instant().plus(skew)));
        stage.workOff(app);
        assertThat(stage.cards()).extracting(Card::isOver).containsExactly(false, true);
        assertThat(stage.waiting()).isEmpty();
    }

    static Stream<Arguments> unknownEvents() {
        var event = Alerts.payload("event-failed-pod");
        var cloud = Alerts.payload("event-failed-image-cloud");
        return Stream.of(
                Arguments.of("no event", TestDeployment.json("{}")),
                Arguments.of("without data", without(event, "data")),
                Arguments.of("without id", without(event, "id")),
                Arguments.of("too large", with(event, "data", "x".repeat(MEGABYTE))),
                Arguments.of(
                        "unknown schema", with(event, "data", TestDeployment.json("{\"schemaId\": \"tomorrows\"}"))),
                Arguments.of("cloud event without type", without(cloud, "type")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unknownEvents")
    void anUnrecognizedEventIsStoredAndNotDeliveredAgain(String what, JsonNode event) {
        deliver(event);
        deliver(event);

        assertThat(stage.stored("unreadable/"))
                .singleElement()
                .satisfies(name -> assertThat(stage.text(name)).isEqualTo(cut(event.toString())));
        assertThat(stage.waiting()).isEmpty();
    }

    /** The data of an event determines its meaning; later versions of its envelope may add properties, and not remove any. */
    static Stream<Arguments> eventsOfOtherVersions() {
        return Stream.of(
                Arguments.of("dataVersion", with(Alerts.payload("event-failed-pod"), "dataVersion", "7")),
                Arguments.of("metadataVersion", with(Alerts.payload("event-failed-pod"), "metadataVersion", "7")),
                Arguments.of("specversion", with(Alerts.payload("event-failed-image-cloud"), "specversion", "7.0")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("eventsOfOtherVersions")
    void anEventOfAnotherVersionIsReadAsFarAsItCanBe(String what, JsonNode event) {
        deliver(event);
        stage.workOff(app);

        assertThat(stage.cards()).hasSize(1);
        assertThat(stage.stored("unreadable/")).isEmpty();
    }

    static Stream<Arguments> unknownAlerts() {
        var alert = TestDeployment.json(Alerts.fired("one"));
        return Stream.of(
                Arguments.of(
                        "another schema",
                        with(alert, "schemaId", "azureMonitorCommonAlertSchema2")
                                .toString()),
                Arguments.of("no JSON", "alert!"),
                Arguments.of(
                        "too large", with(alert, "more", "x".repeat(MEGABYTE)).toString()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unknownAlerts")
    void anUnrecognizedAlertIsRejectedAndStored(String what, String alert) {
        var answers = List.of(TestDeployment.alert(app, alert), TestDeployment.alert(app, alert));

        assertThat(answers).extracting(FunctionResult::status).containsOnly(400);
        assertThat(stage.stored("unreadable/"))
                .singleElement()
                .satisfies(name -> assertThat(stage.text(name)).isEqualTo(cut(alert)));
        assertThat(stage.waiting()).isEmpty();
    }

    @Test
    void anEmptyBodyIsRejectedAndStoredAsEmpty() {
        assertThat(TestDeployment.alert(app, "").status()).isEqualTo(400);
        assertThat(stage.stored("unreadable/"))
                .singleElement()
                .satisfies(name -> assertThat(stage.text(name)).isEmpty());
    }

    @Test
    void aMessageOfAnotherVersionIsReportedWithItsText() {
        FAILURES.setLevel(Level.OFF);
        try {
            stage.send("{\"version\": 7, \"kind\": \"pull-dreamt\", \"pod\": \"store/of-tomorrow\"}");
            stage.workOff(app);
        } finally {
            FAILURES.setLevel(null);
        }
        assertThat(stage.cards()).singleElement().satisfies(card -> {
            assertThat(card.isAboutUndiagnosedFailure()).isTrue();
            assertThat(card.text()).contains("pull-dreamt", "of-tomorrow");
        });
        assertThat(stage.waiting()).isEmpty();
    }

    /** Delivers an event as Event Grid does: the app accepts it immediately, and it is not delivered again. */
    private void deliver(JsonNode event) {
        subscription.publish(event);
        assertThat(subscription.attempt()).as("events to be delivered again").isZero();
        assertThat(subscription.deadLetters()).isEmpty();
    }

    private void accept(String alert) {
        assertThat(TestDeployment.alert(app, alert).status()).isEqualTo(202);
    }

    private static String cut(String input) {
        return input.length() <= MEGABYTE ? input : input.substring(0, MEGABYTE);
    }

    private static ObjectNode with(JsonNode json, String field, String value) {
        return ((ObjectNode) json.deepCopy()).put(field, value);
    }

    private static ObjectNode with(JsonNode json, String field, JsonNode value) {
        return ((ObjectNode) json.deepCopy()).set(field, value);
    }

    private static ObjectNode without(JsonNode json, String field) {
        return ((ObjectNode) json.deepCopy()).without(field);
    }
}
