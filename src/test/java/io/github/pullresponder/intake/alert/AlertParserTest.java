package io.github.pullresponder.intake.alert;

import static io.github.pullresponder.intake.Payloads.CLUSTER;
import static io.github.pullresponder.intake.Payloads.REGISTRY;
import static io.github.pullresponder.intake.Payloads.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.pullresponder.intake.Payloads;
import io.github.pullresponder.intake.alert.Alert.AlertActivity;
import io.github.pullresponder.intake.alert.Alert.AlertPods;
import io.github.pullresponder.intake.alert.Alert.MonitorCondition;
import io.github.pullresponder.intake.input.AlertSubject;
import io.github.pullresponder.intake.input.UnreadableInputException;
import io.github.pullresponder.read.TimeWindow;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertParserTest {
    private static final String CART = "cart-6f8d9c7b5-q4m7z";
    private static final TimeWindow FIVE_MINUTES =
            new TimeWindow(Instant.parse("2026-11-22T09:55:00Z"), Instant.parse("2026-11-22T10:00:00Z"));

    private static AlertSubject subject(Optional<ResourceId> cluster, String namespace, String pod, boolean tells) {
        return new AlertSubject(
                cluster,
                Optional.ofNullable(namespace),
                Optional.ofNullable(pod),
                Optional.empty(),
                Optional.empty(),
                tells);
    }

    static Stream<Arguments> alertsAboutPods() {
        var none = Optional.<ResourceId>empty();
        return Stream.of(
                arguments(
                        "alert-log-v2-pod",
                        Set.of(CLUSTER),
                        Set.of(),
                        List.of(subject(Optional.of(CLUSTER), "store", CART, true)),
                        FIVE_MINUTES),
                arguments(
                        "alert-log-v2-namespace",
                        Set.of(),
                        Set.of(WORKSPACE),
                        List.of(subject(none, "store", null, true)),
                        FIVE_MINUTES),
                arguments("alert-log-v2-cluster", Set.of(CLUSTER), Set.of(), List.of(), FIVE_MINUTES),
                arguments("alert-log-v2-workspace", Set.of(), Set.of(WORKSPACE), List.of(), FIVE_MINUTES),
                arguments(
                        "alert-log-v2-other-rule",
                        Set.of(CLUSTER),
                        Set.of(),
                        List.of(subject(Optional.of(CLUSTER), "store", CART, false)),
                        FIVE_MINUTES),
                arguments(
                        "alert-metric-cpu",
                        Set.of(CLUSTER),
                        Set.of(),
                        List.of(),
                        new TimeWindow(
                                Instant.parse("2026-11-22T09:50:03.064Z"), Instant.parse("2026-11-22T09:55:03.064Z"))),
                arguments(
                        "alert-metric-vm",
                        Set.of(),
                        Set.of(),
                        List.of(),
                        new TimeWindow(
                                Instant.parse("2026-11-22T09:50:03.064Z"), Instant.parse("2026-11-22T09:55:03.064Z"))),
                arguments(
                        "alert-prometheus-pod",
                        Set.of(CLUSTER),
                        Set.of(),
                        List.of(subject(none, "store", CART, true)),
                        new TimeWindow(
                                Instant.parse("2026-11-22T09:45:03.626123400Z"),
                                Instant.parse("2026-11-22T10:00:03.626123400Z"))),
                arguments(
                        "alert-log-v1-metric-measurement",
                        Set.of(),
                        Set.of(WORKSPACE),
                        List.of(subject(none, "store", null, true)),
                        new TimeWindow(Instant.parse("2026-11-22T09:36:31Z"), Instant.parse("2026-11-22T09:51:31Z"))),
                arguments(
                        "alert-budget",
                        Set.of(),
                        Set.of(),
                        List.of(),
                        new TimeWindow(
                                Instant.parse("2026-11-22T09:45:34.022Z"), Instant.parse("2026-11-22T10:00:34.022Z"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alertsAboutPods")
    void theSubjectOfAnAlertIsRead(
            String name,
            Set<ResourceId> clusters,
            Set<ResourceId> workspaces,
            List<AlertSubject> subjects,
            TimeWindow window) {
        var alert = AlertParser.parse(Payloads.named(name));

        assertThat(alert.clusters()).isEqualTo(clusters);
        assertThat(alert.workspaces()).isEqualTo(workspaces);
        assertThat(alert.content()).isEqualTo(new AlertPods(subjects, window));
        assertThat(alert.condition()).isEqualTo(MonitorCondition.FIRED);
        assertThat(alert.isTest()).isFalse();
    }

    @Test
    void everyConditionNamesItsOwnPodImageAndMessage() {
        var pods = (AlertPods)
                AlertParser.parse(Payloads.named("alert-log-v2-two-conditions")).content();

        assertThat(pods.subjects()).hasSize(2).last().satisfies(subject -> {
            assertThat(subject.cluster()).contains(CLUSTER);
            assertThat(subject.namespace()).contains("store");
            assertThat(subject.pod()).contains("catalog-84c6b7d9f-x2x8k");
            assertThat(subject.image()).contains("fabrikam.azurecr.io/store/catalog:1.9.0");
            assertThat(subject.message().orElseThrow()).endsWith("not found");
        });
    }

    @Test
    void theRowsThatVersionOneEmbedsAreRead() {
        var pods = (AlertPods)
                AlertParser.parse(Payloads.named("alert-log-v1-results")).content();

        assertThat(pods.subjects())
                .extracting(subject -> subject.pod().orElseThrow())
                .containsExactly(CART, "cart-6f8d9c7b5-r5n8x");
        assertThat(pods.subjects()).allSatisfy(subject -> {
            assertThat(subject.cluster()).contains(CLUSTER);
            assertThat(subject.message().orElseThrow()).endsWith("401 Unauthorized");
        });
        assertThat(pods.window())
                .isEqualTo(
                        new TimeWindow(Instant.parse("2026-11-22T09:36:31Z"), Instant.parse("2026-11-22T09:51:31Z")));
    }

    @Test
    void aResolvedAlertIsOneWithTheTimeItEnded() {
        var fired = AlertParser.parse(Payloads.named("alert-log-v2-pod"));
        var resolved = AlertParser.parse(Payloads.named("alert-log-v2-resolved"));

        assertThat(resolved.condition()).isEqualTo(MonitorCondition.RESOLVED);
        assertThat(resolved.at()).isEqualTo(Instant.parse("2026-11-22T10:14:00.5Z"));
        assertThat(resolved.id()).isEqualTo(fired.id());
        assertThat(fired.at()).isEqualTo(Instant.parse("2026-11-22T10:00:03.626123400Z"));
        assertThat(fired.rule()).isEqualTo("image-pull-failures");
    }

    static Stream<Arguments> activities() {
        return Stream.of(
                arguments(
                        "alert-activity-regenerate-credential",
                        new AlertActivity(
                                "Microsoft.ContainerRegistry/registries/regenerateCredential/action",
                                true,
                                Optional.of(REGISTRY),
                                Optional.of("Example Operator"))),
                arguments(
                        "alert-activity-started",
                        new AlertActivity(
                                "Microsoft.ContainerRegistry/registries/regenerateCredential/action",
                                false,
                                Optional.of(REGISTRY),
                                Optional.of("Example Operator"))),
                arguments(
                        "alert-service-health",
                        new AlertActivity(
                                "Microsoft.ServiceHealth/incident/action",
                                false,
                                Optional.of(ResourceId.parse(Payloads.SUBSCRIPTION)),
                                Optional.empty())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("activities")
    void anEntryOfTheActivityLogIsRead(String name, AlertActivity activity) {
        assertThat(AlertParser.parse(Payloads.named(name)).content()).isEqualTo(activity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alert-test-log-v2", "alert-test-activity", "alert-test-cluster"})
    void theSamplesOfTheActionGroupAreTests(String name) {
        assertThat(AlertParser.parse(Payloads.named(name)).isTest()).isTrue();
    }

    @Test
    void aTrialRuleIsNoTestAlert() {
        var body = Payloads.with("alert-log-v2-pod", "/data/essentials/alertRule", "\"test-image-pulls\"")
                .replace("rg-store", "test-rg");

        assertThat(AlertParser.parse(body).isTest()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/schemaId | \"AzureMonitorMetricAlert\" | 'schemaId' must be azureMonitorCommonAlertSchema: enable the common alert schema in the action group",
                "/data | 7 | 'data' must be an object; 'data.essentials.alertId' is missing: expected the id of the alert; 'data.essentials.monitorCondition' is missing: expected Fired or Resolved; 'data.essentials.firedDateTime' is missing: expected a time",
                "/data/essentials/alertId | null | 'data.essentials.alertId' is missing: expected the id of the alert",
                "/data/essentials/alertId | [1] | 'data.essentials.alertId' must be a string",
                "/data/essentials/monitorCondition | \"Acknowledged\" | 'data.essentials.monitorCondition' must be Fired or Resolved",
                "/data/essentials/firedDateTime | \"yesterday\" | 'data.essentials.firedDateTime' is not a time such as 2026-11-22T10:00:00Z",
                "/data/essentials/firedDateTime | \"+999999999-01-01T00:00:00Z\" | 'data.essentials.firedDateTime' is not a time such as 2026-11-22T10:00:00Z",
                "/data/essentials/alertTargetIDs | \"/subscriptions/1\" | 'data.essentials.alertTargetIDs' must be an array",
                "/data/essentials/alertTargetIDs | [{}] | 'data.essentials.alertTargetIDs' must contain strings only",
                "/data/alertContext | \"x\" | 'data.alertContext' must be an object",
                "/data/alertContext/condition/allOf | {} | 'data.alertContext.condition.allOf' must be an array",
                "/data/alertContext/condition/allOf | [{\"dimensions\": [{\"value\": \"x\"}, 3]}] | 'data.alertContext.condition.allOf[0].dimensions[1]' must be an object; 'data.alertContext.condition.allOf[0].dimensions[0].name' is missing: expected the name of the dimension; 'data.alertContext.condition.allOf[0].dimensions[1].name' is missing: expected the name of the dimension",
                "/data/alertContext/condition/windowEndTime | \"soon\" | 'data.alertContext.condition.windowEndTime' is not a time such as 2026-11-22T10:00:00Z",
            })
    void everyProblemIsNamed(String pointer, String value, String problems) {
        var body = Payloads.with("alert-log-v2-pod", pointer, value);

        assertThatThrownBy(() -> AlertParser.parse(body))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessage(problems);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/data/essentials/alertRule | null",
                "/data/essentials/alertTargetIDs | null",
                "/data/essentials/alertTargetIDs | [\"aks-store\"]",
                "/data/alertContext | null",
                "/data/alertContext/condition | absent",
                "/data/alertContext/condition/allOf | absent",
                "/data/alertContext/condition/windowStartTime | \"2026-11-22T10:00:01Z\"",
                "/data/alertContext/condition/windowSize | \"as usual\"",
                "/data/customProperties | {\"a\": [1]}",
            })
    void optionalPropertiesMayBeMissing(String pointer, String value) {
        assertThat(AlertParser.parse(Payloads.with("alert-log-v2-pod", pointer, value))
                        .id())
                .endsWith("000000000001");
    }

    @Test
    void aWindowIsNeverLongerThanARuleLooksBack() {
        var pods = (AlertPods) AlertParser.parse(Payloads.with(
                        "alert-log-v2-pod", "/data/alertContext/condition/windowStartTime", "\"1999-01-01T00:00:00Z\""))
                .content();

        assertThat(pods.window().length()).hasDays(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{", "{} {}", "<html>"})
    void aBodyThatIsNotAJsonObjectIsRejected(String body) {
        assertThatThrownBy(() -> AlertParser.parse(body)).isInstanceOf(UnreadableInputException.class);
    }

    @Test
    void sizeAndDepthAreBounded() {
        assertThatThrownBy(() -> AlertParser.parse("[".repeat(500_000)))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> AlertParser.parse("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)))
                .isInstanceOf(UnreadableInputException.class);
        assertThatThrownBy(() -> AlertParser.parse(" ".repeat(2 << 20)))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessage("the body is longer than 1048576 characters");
        var wrong = "[" + "1,".repeat(200_000) + "1]";
        assertThatThrownBy(() -> AlertParser.parse(
                        Payloads.with("alert-log-v2-pod", "/data/alertContext/condition/allOf", wrong)))
                .isInstanceOfSatisfying(
                        UnreadableInputException.class,
                        e -> assertThat(e.problems()).hasSize(51).last().isEqualTo("and more"));
    }
}
