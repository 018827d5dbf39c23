package io.github.pullresponder.intake.event;

import static io.github.pullresponder.intake.Payloads.CLUSTER;
import static io.github.pullresponder.intake.Payloads.IMAGE;
import static io.github.pullresponder.intake.Payloads.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.intake.Payloads;
import io.github.pullresponder.intake.alert.AlertParser;
import io.github.pullresponder.intake.alert.AlertWorkItemReader;
import io.github.pullresponder.intake.input.ParsedWorkItems;
import io.github.pullresponder.intake.input.UnreadableInputException;
import io.github.pullresponder.intake.logwatch.LogsInMemory;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.queue.ResourceChange;
import io.github.pullresponder.queue.WorkItem;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.resource.ResourceId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventWorkItemReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String DIGEST = "sha256:4c1e8c1b5be2075177abd2730d362239b4681ce792ad05403b532d43d202d642";

    private final AlertWorkItemReader alerts = new AlertWorkItemReader(LogsInMemory.ofStore());
    private final EventWorkItemReader events = new EventWorkItemReader(alerts, Clock.fixed(NOW, ZoneOffset.UTC));

    private ParsedWorkItems work(String body) {
        return events.work(GridEvent.parse(body));
    }

    private static ResourceChange change(String operation, ResourceId resource, String who, String image) {
        return new ResourceChange(operation, resource, Optional.ofNullable(who), Optional.ofNullable(image));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments(
                        "event-regenerate-credential",
                        change(
                                "Microsoft.ContainerRegistry/registries/regenerateCredential/action",
                                REGISTRY,
                                "Example Operator",
                                null),
                        null),
                arguments(
                        "event-role-assignment-deleted-cloud",
                        change(
                                "Microsoft.Authorization/roleAssignments/delete",
                                ResourceId.parse(REGISTRY + "/providers/Microsoft.Authorization/roleAssignments/"
                                        + "9f1c7c1e-0d6e-4b7c-8a51-0f8e1a2b3c4d"),
                                "11112222-bbbb-3333-cccc-4444dddd5555",
                                null),
                        null),
                arguments(
                        "event-node-pool-written",
                        change(
                                "Microsoft.ContainerService/managedClusters/agentPools/write",
                                ResourceId.parse(CLUSTER + "/agentPools/apps"),
                                null,
                                null),
                        CLUSTER),
                arguments(
                        "event-image-deleted",
                        change("Microsoft.ContainerRegistry.ImageDeleted", REGISTRY, null, "store/cart@" + DIGEST),
                        null),
                arguments(
                        "event-image-deleted-cloud",
                        change("Microsoft.ContainerRegistry.ImageDeleted", REGISTRY, null, "store/cart:2.3.1"),
                        null),
                arguments(
                        "event-node-pool-rolling-started",
                        change("Microsoft.ContainerService.NodePoolRollingStarted", CLUSTER, null, null),
                        CLUSTER),
                arguments(
                        "event-node-pool-rolling-failed-cloud",
                        change("Microsoft.ContainerService.NodePoolRollingFailed", CLUSTER, null, null),
                        CLUSTER));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aChangeThatPullsDependOnIsWork(String payload, ResourceChange change, ResourceId cluster) {
        assertThat(work(Payloads.named(payload)).items())
                .singleElement()
                .isInstanceOfSatisfying(ResourceChanged.class, changed -> {
                    assertThat(changed.change()).isEqualTo(change);
                    assertThat(changed.cluster()).isEqualTo(Optional.ofNullable(cluster));
                    assertThat(changed.origin().at()).isEqualTo(Instant.parse("2026-11-22T09:58:22.602255900Z"));
                    assertThat(changed.origin().trigger())
                            .isEqualTo(new Trigger(
                                    TriggerType.EVENT,
                                    changed.origin().trigger().source()));
                    assertThat(changed.origin().trigger().source()).isEqualToIgnoringCase(change.operation());
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event-storage-written",
                "event-write-failed",
                "event-image-pushed",
                "event-node-pool-rolling-succeeded",
                "event-subscription-validation"
            })
    void changesUnrelatedToPullsAreIgnored(String payload) {
        assertThat(work(Payloads.named(payload))).isEqualTo(ParsedWorkItems.nothing("pulls do not depend on it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-forwarded-alert", "event-forwarded-alert-cloud"})
    void anAlertThatIsForwardedIsTheSameAlert(String payload) {
        var direct = alerts.toWorkItems(AlertParser.parse(Payloads.named("alert-log-v2-pod")));

        assertThat(work(Payloads.named(payload))).isEqualTo(direct);
    }

    @Test
    void aPullFailureOfACustomTopicIsWork() {
        assertThat(work(Payloads.named("event-failed-pod")).items())
                .singleElement()
                .isInstanceOfSatisfying(PullFailed.class, failed -> {
                    assertThat(failed.failure().cluster()).isEqualTo(CLUSTER);
                    assertThat(failed.failure().pods()).containsExactly(new PodName("store", "cart-6f8d9c7b5-q4m7z"));
                    assertThat(failed.alertId()).isEmpty();
                });
        assertThat(work(Payloads.named("event-failed-image-cloud")).items())
                .singleElement()
                .isInstanceOfSatisfying(PullFailed.class, failed -> {
                    assertThat(failed.failure().image()).contains(IMAGE);
                    assertThat(failed.failure().message().orElseThrow()).contains("401 Unauthorized");
                    assertThat(failed.podCount()).isZero();
                    assertThat(failed.origin().at()).as("it does not say when").isEqualTo(NOW);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-regenerate-credential", "event-image-deleted-cloud", "event-failed-pod"})
    void theSameDeliveryHasTheSameId(String payload) {
        var body = Payloads.named(payload);
        var id = work(body).items().get(0).id();

        assertThat(id).matches("[0-9a-f]{32}");
        for (var i = 0; i < 10; i++) {
            assertThat(work(body).items()).extracting(WorkItem::id).containsExactly(id);
        }
        assertThat(work(Payloads.with(payload, "/id", "\"another\""))
                        .items()
                        .get(0)
                        .id())
                .isNotEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "event-regenerate-credential | /id | absent | 'id' is missing: expected the id of the event",
                "event-regenerate-credential | /eventType | 3 | 'eventType' must be a string",
                "event-role-assignment-deleted-cloud | /type | absent | 'type' is missing: expected the type of the event",
                "event-regenerate-credential | /eventTime | \"now\" | 'eventTime' is not a time such as 2026-11-22T10:00:00Z",
                "event-regenerate-credential | /data | 7 | 'data.operationName' is missing: expected the name of the operation",
                "event-image-deleted | /data/target | \"cart\" | 'data.target' must be an object; 'data.target.repository' is missing",
                "event-image-deleted | /topic | \"/subscriptions/1\" | 'topic' or 'source' must be the id of a resource of type Microsoft.ContainerRegistry/registries",
                "event-node-pool-rolling-started | /topic | null | 'topic' or 'source' must be the id of a resource of type Microsoft.ContainerService/managedClusters",
                "event-failed-pod | /data | {\"hello\": 1} | the event is not from Azure, and its 'data' is neither an alert nor a pull failure with a cluster",
                "event-failed-pod | /data/pod | \"A/B\" | 'pod' is not a Kubernetes name",
                "event-forwarded-alert | /data/data | null | 'data.essentials.alertId' is missing",
            })
    void everyProblemIsNamed(String payload, String pointer, String value, String problem) {
        var body = Payloads.with(payload, pointer, value);

        assertThatThrownBy(() -> work(body))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aWatchedChangeWithoutAResourceIsReported() {
        var body = Payloads.named("event-regenerate-credential").replace(REGISTRY.toString(), "fabrikam");

        assertThat(work(body)).isEqualTo(ParsedWorkItems.nothing("it does not name the changed resource"));
    }

    @Test
    void anIdInAnotherLetterCaseIsTheSameResource() {
        var body = Payloads.named("event-regenerate-credential").replace("resourceGroups", "resourcegroups");

        assertThat(((ResourceChanged) work(body).items().get(0)).change().resource())
                .isEqualTo(REGISTRY);
    }
}
