package io.github.pullresponder.intake.logwatch;

import static io.github.pullresponder.intake.Payloads.CLUSTER;
import static io.github.pullresponder.intake.Payloads.IMAGE;
import static io.github.pullresponder.intake.Payloads.WORKSPACE;
import static io.github.pullresponder.intake.Payloads.notFound;
import static io.github.pullresponder.intake.Payloads.unauthorized;
import static io.github.pullresponder.intake.logwatch.LogsInMemory.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.cluster.LoggedPullFailure;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.intake.input.UnreadableInputStore;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.queue.WorkItem;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.sandbox.MovableClock;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.StoredSamples;
import io.github.pullresponder.storage.TableRowKind;
import io.github.pullresponder.storage.embedded.EmbeddedBlobs;
import io.github.pullresponder.storage.embedded.EmbeddedTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureWatchTest {
    private static final String CUSTOMER = "id-of-logs-store";

    private final LogsInMemory logs = LogsInMemory.ofStore();
    private final EmbeddedTable table = new EmbeddedTable();
    private final EmbeddedBlobs blobs = new EmbeddedBlobs();
    private final List<PullFailed> handedOver = new ArrayList<>();

    private FailureWatchResult look(String now) {
        handedOver.clear();
        return watch(now).poll();
    }

    private FailureWatch watch(String now) {
        var clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
        return watch(clock, item -> handedOver.add((PullFailed) item));
    }

    private FailureWatch watch(Clock clock, Consumer<WorkItem> sink) {
        return new FailureWatch(logs, table, clock, sink, new UnreadableInputStore(blobs, clock));
    }

    private List<String> pods() {
        return handedOver.stream()
                .flatMap(item -> item.failure().pods().stream())
                .map(PodName::name)
                .toList();
    }

    private Optional<String> until() {
        return table.find("watch", CUSTOMER).flatMap(row -> row.value("until"));
    }

    @Test
    void theFirstLookGoesBackOneHour() {
        logs.with(row("old", unauthorized(IMAGE), "2026-11-22T08:59:00Z"))
                .with(row("new", unauthorized(IMAGE), "2026-11-22T09:30:00Z"));

        assertThat(look("2026-11-22T10:00:00Z")).isEqualTo(new FailureWatchResult(1, 1, Map.of()));

        assertThat(handedOver).singleElement().satisfies(item -> {
            assertThat(item.failure().cluster()).isEqualTo(CLUSTER);
            assertThat(item.failure().pods()).containsExactly(new PodName("store", "new"));
            assertThat(item.failure().image()).contains(IMAGE);
            assertThat(item.alertId()).isEmpty();
            assertThat(item.origin().trigger()).isEqualTo(new Trigger(TriggerType.TIMER, "PullFailureWatch"));
            assertThat(item.origin().at()).isEqualTo(Instant.parse("2026-11-22T09:30:00Z"));
        });
        assertThat(until()).contains("2026-11-22T09:30:00Z");
    }

    @Test
    void aReportedFailureIsNotReportedAgain() {
        logs.with(row("a", unauthorized(IMAGE), "2026-11-22T09:58:00Z"))
                .with(row("b", notFound(IMAGE), "2026-11-22T09:59:30Z"));
        look("2026-11-22T10:00:00Z");
        assertThat(handedOver).hasSize(2);

        assertThat(look("2026-11-22T10:05:00Z").items()).isZero();

        logs.with(row("c", unauthorized(IMAGE), "2026-11-22T10:06:00Z"));
        look("2026-11-22T10:10:00Z");
        assertThat(pods()).containsExactly("c");
        assertThat(until()).contains("2026-11-22T10:06:00Z");
    }

    @Test
    void aRowThatIsSeenLateIsNotMissed() {
        logs.with(row("a", unauthorized(IMAGE), "2026-11-22T09:58:00.750Z"))
                .with(row("b", unauthorized(IMAGE), "2026-11-22T09:59:00Z"));
        look("2026-11-22T10:00:00Z");

        logs.with(row(CLUSTER, "late", unauthorized(IMAGE), "2026-11-22T07:00:00Z", "2026-11-22T09:57:00Z"));
        look("2026-11-22T10:05:00Z");

        assertThat(pods()).containsExactly("late");
        assertThat(look("2026-11-22T10:10:00Z").items()).isZero();
    }

    @Test
    void aQuietWorkspaceIsNotReadFromItsLastRowOn() {
        logs.with(row("a", unauthorized(IMAGE), "2026-11-22T09:58:00Z"));
        look("2026-11-22T10:00:00Z");

        look("2026-11-25T10:00:00Z");
        assertThat(logs.asked).last().isEqualTo(CUSTOMER + " arrived 2026-11-22T09:53:00Z/2026-11-25T10:00:00Z");
        look("2026-11-25T10:05:00Z");
        assertThat(logs.asked).last().isEqualTo(CUSTOMER + " arrived 2026-11-25T08:55:00Z/2026-11-25T10:05:00Z");
        look("2027-11-25T10:05:00Z");
        assertThat(logs.asked).last().isEqualTo(CUSTOMER + " arrived 2027-11-18T10:05:00Z/2027-11-25T10:05:00Z");
    }

    @Test
    void rowsBeyondOneAnswerAreAllRead() {
        logs.mostRows = 7;
        for (var i = 0; i < 100; i++) {
            var at = Instant.parse("2026-11-22T09:10:00Z")
                    .plusSeconds(i % 10 == 0 ? 0 : i * 23L)
                    .toString();
            logs.with(row("cart-" + i, unauthorized(IMAGE), at));
        }
        logs.mostRows = 10;

        look("2026-11-22T10:00:00Z");

        assertThat(pods()).hasSize(100).doesNotHaveDuplicates();
        assertThat(look("2026-11-22T10:05:00Z").items()).isZero();
    }

    @Test
    void anInterruptedReadContinuesWhereItStopped() {
        logs.with(row("a", unauthorized(IMAGE), "2026-11-22T09:58:00Z"))
                .with(row("b", notFound(IMAGE), "2026-11-22T09:59:00Z"));
        var first = new ArrayList<String>();
        var broken = watch(Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC), item -> {
            if (!first.isEmpty()) {
                throw new StorageUnavailableException("the queue");
            }
            first.add(item.id());
        });

        assertThatThrownBy(broken::poll).isInstanceOf(StorageUnavailableException.class);
        assertThat(until()).as("nothing is remembered that was not handed over").isEmpty();

        look("2026-11-22T10:00:30Z");
        assertThat(handedOver)
                .hasSize(2)
                .first()
                .satisfies(item -> assertThat(item.id()).isEqualTo(first.get(0)));
    }

    @Test
    void anUnreadableWorkspaceDoesNotAffectOthers() {
        var other = ResourceId.parse(WORKSPACE + "-2");
        var gone = ResourceId.parse(WORKSPACE.toString().replace("logs-store", "gone"));
        var forbidden = EvidenceUnavailableException.forbidden("the logs", Permission.QUERY_LOGS);
        logs.clusters.clear();
        logs.clusters.put(ResourceId.parse(CLUSTER + "-2"), Optional.of(other));
        logs.clusters.put(ResourceId.parse(CLUSTER + "-3"), Optional.of(gone));
        logs.clusters.put(ResourceId.parse(CLUSTER + "-4"), Optional.empty());
        logs.clusters.put(CLUSTER, Optional.of(WORKSPACE));
        logs.unreadable.put(LogsInMemory.customerIdOf(other), forbidden);
        logs.with(row("a", unauthorized(IMAGE), "2026-11-22T09:58:00Z"));

        assertThat(look("2026-11-22T10:00:00Z"))
                .isEqualTo(new FailureWatchResult(
                        3,
                        1,
                        Map.of(
                                "logs-store-2",
                                forbidden.getMessage(),
                                "gone",
                                "workspace gone: does not exist, or is not visible")))
                .hasToString(
                        "1 failures in 3 workspaces, not read: [workspace gone: does not exist, or is not visible, "
                                + forbidden.getMessage() + "]");
        assertThat(table.list("watch", "")).hasSize(1);
    }

    static Stream<LoggedPullFailure> rowsThatNameNoPod() {
        return Stream.of(
                named("store", "cart/1"),
                named("store", "Cart"),
                named("store", "p".repeat(60_000)),
                named("store", "-cart"),
                named("store", "cart\nx"),
                named("store", "cart\uffff"),
                named("store/x", "cart"),
                named("sto.re", "cart"),
                named("n".repeat(64), "cart"));
    }

    private static LoggedPullFailure named(String namespace, String pod) {
        var row = row(pod, unauthorized(IMAGE), "2026-11-22T09:58:00Z");
        return new LoggedPullFailure(
                row.cluster(), namespace, pod, row.node(), row.event(), row.happened(), row.arrived());
    }

    @ParameterizedTest
    @MethodSource("rowsThatNameNoPod")
    void aRowWithoutAPodIsStoredAndTheOthersAreQueued(LoggedPullFailure bad) throws Exception {
        logs.with(row("a", unauthorized(IMAGE), "2026-11-22T09:57:00Z")).with(bad);

        look("2026-11-22T10:00:00Z");
        assertThat(pods()).containsExactly("a");
        assertThat(blobs.list("unreadable/2026/11/22/")).singleElement().satisfies(name -> {
            var stored = new ObjectMapper().readTree(blobs.find(name).orElseThrow());
            assertThat(stored.get(0).path("pod").asText()).isEqualTo(bad.pod());
            assertThat(stored.get(0).path("namespace").asText()).isEqualTo(bad.namespace());
            assertThat(stored).hasSize(1);
        });

        look("2026-11-22T10:05:00Z");
        assertThat(handedOver).isEmpty();
        assertThat(blobs.list("unreadable/")).as("it is not read for ever").hasSize(1);
    }

    @Test
    void theLongestNamesAreQueued() {
        logs.with(named("n".repeat(63), "p".repeat(253)));

        look("2026-11-22T10:00:00Z");

        assertThat(handedOver).hasSize(1);
        assertThat(blobs.list("")).isEmpty();
    }

    @Test
    void aWorkspaceThatFailsInAnyWayDoesNotTouchTheNext() {
        var other = ResourceId.parse(WORKSPACE + "-2");
        logs.clusters.put(ResourceId.parse(CLUSTER + "-2"), Optional.of(other));
        logs.with(row("a", unauthorized(IMAGE), "2026-11-22T09:58:00Z"));
        logs.rows.put(LogsInMemory.customerIdOf(other), List.of(row("b", unauthorized(IMAGE), "2026-11-22T09:58:00Z")));
        var clock = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
        Consumer<WorkItem> failing = item -> {
            if (((PullFailed) item).failure().pods().get(0).name().equals("a")) {
                throw new IllegalStateException("a secret");
            }
            handedOver.add((PullFailed) item);
        };

        var outcome = watch(clock, failing).poll();

        assertThat(pods()).containsExactly("b");
        assertThat(outcome.items()).isOne();
        assertThat(outcome.unreadable())
                .containsOnly(Map.entry("logs-store", "reading it failed with java.lang.IllegalStateException"));
    }

    /** Ten workspaces do not answer and take a minute each; ten others answer. A function has five minutes. */
    @Test
    void workspacesThatDoNotAnswerTakeTheirTimeAndNotThatOfTheOthers() {
        logs.clusters.clear();
        for (var i = 0; i < 20; i++) {
            logs.clusters.put(
                    ResourceId.parse(CLUSTER + "-" + i), Optional.of(ResourceId.parse(WORKSPACE + "-" + (i + 10))));
        }
        var now = MovableClock.over(Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));
        for (var i = 0; i < 20; i++) {
            var workspace = ResourceId.parse(WORKSPACE + "-" + (i + 10));
            logs.rows.put(
                    LogsInMemory.customerIdOf(workspace),
                    List.of(row((i < 10 ? "slow-" : "fast-") + i, unauthorized(IMAGE), "2026-11-22T09:58:00Z")));
        }
        Consumer<WorkItem> sink = item -> {
            if (((PullFailed) item).failure().pods().get(0).name().startsWith("slow")) {
                now.move(Duration.ofMinutes(1));
                throw EvidenceUnavailableException.because(UnavailabilityReason.TIMED_OUT, "the logs");
            }
            handedOver.add((PullFailed) item);
        };

        var first = watch(now, sink).poll();
        assertThat(now.instant()).isBefore(Instant.parse("2026-11-22T10:05:00Z"));
        assertThat(first.unreadable().values()).asString().contains("no time was left");

        for (var look = 0; look < 30; look++) {
            now.move(Duration.ofMinutes(1));
            watch(now, sink).poll();
        }
        assertThat(pods()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void aStorageFailureForOneWorkspaceIsThrownAfterTheOthersWereRead() {
        var other = ResourceId.parse(WORKSPACE + "-2");
        logs.clusters.put(ResourceId.parse(CLUSTER + "-2"), Optional.of(other));
        logs.with(row("a", unauthorized(IMAGE), "2026-11-22T09:58:00Z"));
        logs.rows.put(LogsInMemory.customerIdOf(other), List.of(row("b", unauthorized(IMAGE), "2026-11-22T09:58:00Z")));
        var clock = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
        Consumer<WorkItem> failing = item -> {
            if (((PullFailed) item).failure().pods().get(0).name().equals("a")) {
                throw new StorageUnavailableException("the queue");
            }
            handedOver.add((PullFailed) item);
        };

        assertThatThrownBy(() -> watch(clock, failing).poll()).isInstanceOf(StorageUnavailableException.class);
        assertThat(pods()).containsExactly("b");

        look("2026-11-22T10:05:00Z");
        assertThat(pods()).as("what was not handed over is read again").containsExactly("a");
    }

    @Test
    void clustersThatShareAWorkspaceAreReadOnce() {
        logs.clusters.put(
                ResourceId.parse(CLUSTER + "-2"),
                Optional.of(ResourceId.parse(WORKSPACE.toString().replace("rg-logs", "RG-LOGS"))));

        look("2026-11-22T10:00:00Z");

        assertThat(logs.asked).hasSize(1);
    }

    @Test
    void withoutTheListOfClustersThereIsNothingToLookInto() {
        logs.unreadable.put(
                "visible",
                EvidenceUnavailableException.because(UnavailabilityReason.THROTTLED, "the list of clusters"));

        assertThatThrownBy(() -> look("2026-11-22T10:00:00Z")).isInstanceOf(EvidenceUnavailableException.class);
    }

    @Test
    void theWatermarkOfAFasterRunStays() {
        table.insert(
                TableRowKind.WATERMARK.fresh("watch", CUSTOMER, Map.of("until", "2026-11-22T09:50:00Z", "seen", "")));
        logs.with(row("a", unauthorized(IMAGE), "2026-11-22T09:58:00Z"));
        var clock = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

        watch(clock, item -> {
                    var theirs = table.find("watch", CUSTOMER).orElseThrow();
                    table.replace(theirs.with(Map.of("until", "2026-11-22T09:59:59Z")));
                })
                .poll();

        assertThat(until()).contains("2026-11-22T09:59:59Z");
    }

    @Test
    void aWatermarkThatCannotBeReadIsAFirstLook() {
        table.insert(TableRowKind.WATERMARK.fresh(
                "watch", CUSTOMER, Map.of("until", "yesterday", "seen", "zz 12 ffffffffffffffffffffffff")));

        look("2026-11-22T10:00:00Z");

        assertThat(logs.asked).containsExactly(CUSTOMER + " arrived 2026-11-22T09:00:00Z/2026-11-22T10:00:00Z");
    }

    @Test
    void aWorkspaceOfANewerReleaseIsSkipped() {
        var newer = StoredSamples.ofNewerVersion(
                TableRowKind.WATERMARK.fresh("watch", CUSTOMER, Map.of("until", "unknown here")));
        table.insert(newer);
        logs.with(row("a", unauthorized(IMAGE), "2026-11-22T09:58:00Z"));

        var outcome = look("2026-11-22T10:00:00Z");

        assertThat(outcome.items()).isZero();
        assertThat(outcome.unreadable().values()).singleElement().asString().contains("has version 2");
        assertThat(table.find("watch", CUSTOMER).orElseThrow().values()).isEqualTo(newer.values());
    }

    @Test
    void theWatermarkFitsIntoARow() {
        for (var i = 0; i < 3_000; i++) {
            logs.with(row("cart-" + i, unauthorized(IMAGE), "2026-11-22T09:59:00Z"));
        }

        look("2026-11-22T10:00:00Z");

        assertThat(table.find("watch", CUSTOMER)
                        .flatMap(row -> row.value("seen"))
                        .orElseThrow())
                .hasSizeBetween(10_000, 32_000);
    }
}
