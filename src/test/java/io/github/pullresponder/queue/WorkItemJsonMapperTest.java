package io.github.pullresponder.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.queue.WorkItem.AlertIncomplete;
import io.github.pullresponder.queue.WorkItem.AlertResolved;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.resource.ResourceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkItemJsonMapperTest {
    private static final String SUBSCRIPTION = "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12";
    private static final ResourceId CLUSTER = ResourceId.parse(
            SUBSCRIPTION + "/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store");
    private static final ResourceId REGISTRY = ResourceId.parse(
            SUBSCRIPTION + "/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/fabrikam");
    private static final OriginEvent ORIGIN = new OriginEvent(
            new Trigger(TriggerType.ALERT, "image-pull-failures"), "alert-1", Instant.parse("2026-11-22T10:00:00Z"));

    static Stream<WorkItem> items() {
        return Stream.of(
                new PullFailed(
                        "1",
                        ORIGIN,
                        PullFailure.of(
                                CLUSTER,
                                List.of(new PodName("store", "cart-1"), new PodName("store", "cart-2")),
                                Optional.of("fabrikam.azurecr.io/store/cart:2.3.1"),
                                Optional.of("Failed to pull image \"x\": \u00e4 \ud83d\udea2")),
                        7,
                        Optional.of("alert-1")),
                new PullFailed(
                        "2",
                        ORIGIN,
                        PullFailure.of(CLUSTER, List.of(), Optional.of("i"), Optional.empty()),
                        0,
                        Optional.empty()),
                new AlertResolved("3", ORIGIN, "alert-1"),
                new AlertIncomplete("4", ORIGIN, Optional.empty(), "the logs: forbidden"),
                new ResourceChanged(
                        "4",
                        ORIGIN,
                        new ResourceChange(
                                "Microsoft.ContainerRegistry.ImageDeleted",
                                REGISTRY,
                                Optional.empty(),
                                Optional.of("store/cart:2.3.1")),
                        Optional.empty()),
                new ResourceChanged(
                        "5",
                        ORIGIN,
                        new ResourceChange(
                                "Microsoft.ContainerService/managedClusters/write",
                                CLUSTER,
                                Optional.of("Example Operator"),
                                Optional.empty()),
                        Optional.of(CLUSTER)));
    }

    @ParameterizedTest
    @MethodSource("items")
    void aWrittenItemCanBeRead(WorkItem item) {
        assertThat(WorkItemJsonMapper.read(WorkItemJsonMapper.write(item))).isEqualTo(item);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                arguments("", "the work item cannot be read: version (none) is not known, only up to 2"),
                arguments("{", "the work item cannot be read: it is not JSON"),
                arguments("[1]", "the work item cannot be read: version (none) is not known, only up to 2"),
                arguments("{\"version\": 3}", "the work item cannot be read: version 3 is not known, only up to 2"),
                arguments("{\"version\": 1}", "the work item cannot be read: 'id' is missing"),
                arguments("{\"version\": 2, \"id\": \"1\"}", "the work item cannot be read: 'id' is missing"),
                arguments(json("\"kind\": \"dance\""), "the work item cannot be read: kind 'dance' is not known"),
                arguments(
                        json("\"kind\": \"pull-failed\", \"cluster\": \"aks\""),
                        "the work item cannot be read: an Azure resource id starts with /subscriptions/"),
                arguments(
                        json("\"kind\": \"pull-failed\", \"cluster\": \"" + CLUSTER + "\", \"pods\": [\"cart\"]"),
                        "the work item cannot be read: 'cart' is not namespace/name"));
    }

    private static String json(String fields) {
        return "{\"version\": 2, \"item\": {\"id\": \"1\", \"origin\": {\"trigger\": \"alert\", \"source\": \"s\", \"correlation\":"
                + " \"c\", \"at\": \"2026-11-22T10:00:00Z\"}, " + fields + "}}";
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void anInvalidWorkItemIsRejectedWithTheReason(String text, String problem) {
        assertThatThrownBy(() -> WorkItemJsonMapper.read(text))
                .isInstanceOf(UnreadableWorkItemException.class)
                .hasMessage(problem);
    }

    @Test
    void aTimeOrTriggerThatIsNoneIsRefused() {
        var good = json("\"kind\": \"alert-resolved\", \"alertId\": \"a\"");
        assertThat(WorkItemJsonMapper.read(good)).isInstanceOf(AlertResolved.class);
        assertThatThrownBy(() -> WorkItemJsonMapper.read(good.replace("2026-11-22T", "yesterday")))
                .isInstanceOf(UnreadableWorkItemException.class);
        assertThatThrownBy(() -> WorkItemJsonMapper.read(good.replace("\"alert\"", "\"rain\"")))
                .isInstanceOf(UnreadableWorkItemException.class);
    }

    /** Azure Functions encodes queue messages in Base64 by default, which leaves 48 KB of the 64 KB. */
    @ParameterizedTest
    @ValueSource(strings = {"\u4e2d", "\u0001", "\"", "\ud83d\udea2"})
    void theLargestItemFitsIntoAMessage(String character) {
        var pod = new PodName("n".repeat(63), "p".repeat(253));
        var endless = character.repeat(100_000);
        var origin = new OriginEvent(
                new Trigger(TriggerType.ALERT, endless), endless, Instant.parse("2026-11-22T10:00:00Z"));
        var item = new PullFailed(
                "f".repeat(32),
                origin,
                PullFailure.of(
                        ResourceId.parse("/subscriptions/" + "\u4e2d".repeat(2_000)),
                        Collections.nCopies(60, pod),
                        Optional.of(endless),
                        Optional.of(endless)),
                60,
                Optional.of(endless));

        var text = WorkItemJsonMapper.write(item);

        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(48 * 1_024);
        assertThat((PullFailed) WorkItemJsonMapper.read(text)).satisfies(read -> {
            assertThat(read.failure().pods()).hasSize(PullFailed.MOST_PODS);
            assertThat(read.podCount()).isEqualTo(60);
            assertThat(read.failure().message().orElseThrow())
                    .startsWith(character)
                    .hasSizeGreaterThan(1_000);
        });
    }

    @Test
    void anAlertKeepsOneIdHoweverLong() {
        var id = "\u4e2d".repeat(10_000);
        var fired = new PullFailed(
                "1",
                ORIGIN,
                PullFailure.of(CLUSTER, List.of(), Optional.of("i"), Optional.empty()),
                0,
                Optional.of(id));

        var read = (PullFailed) WorkItemJsonMapper.read(WorkItemJsonMapper.write(fired));
        var resolved =
                (AlertResolved) WorkItemJsonMapper.read(WorkItemJsonMapper.write(new AlertResolved("2", ORIGIN, id)));

        assertThat(read.alertId()).contains(resolved.alertId());
    }
}
