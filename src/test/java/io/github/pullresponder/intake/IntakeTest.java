package io.github.pullresponder.intake;

import static io.github.pullresponder.intake.Payloads.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.intake.input.UnreadableInputException;
import io.github.pullresponder.intake.logwatch.FailureWatchResult;
import io.github.pullresponder.intake.logwatch.LogsInMemory;
import io.github.pullresponder.queue.WorkItem;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.queue.WorkItemJsonMapper;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.BlobContainer;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.WorkQueue;
import io.github.pullresponder.storage.embedded.EmbeddedTable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T23:59:59Z"), ZoneOffset.UTC);

    private record Blob(String contentType, String text, Map<String, String> metadata) {}

    private final LogsInMemory logs = LogsInMemory.ofStore();
    private final List<WorkItem> queued = new ArrayList<>();
    private final Map<String, Blob> blobs = new TreeMap<>();
    private WorkQueue queue = text -> queued.add(WorkItemJsonMapper.read(text));

    private Intake intake() {
        var stored = new BlobContainer() {
            @Override
            public void put(String name, String contentType, String text, Map<String, String> metadata) {
                blobs.put(name, new Blob(contentType, text, metadata));
            }

            @Override
            public Optional<String> find(String name) {
                return Optional.ofNullable(blobs.get(name)).map(Blob::text);
            }

            @Override
            public List<String> list(String prefix) {
                return List.copyOf(blobs.keySet());
            }
        };
        return new Intake(logs, new AppStorage(text -> queue.send(text), new EmbeddedTable(), stored), CLOCK);
    }

    @Test
    void workIsOnTheQueueWhenAnAlertIsAcknowledged() {
        var receipt = intake().alert(Payloads.named("alert-log-v2-pod"));

        assertThat(receipt)
                .isEqualTo(new IntakeResult(1, Optional.empty(), Optional.empty()))
                .hasToString("1 items");
        assertThat(queued).singleElement().isInstanceOf(PullFailed.class);
        assertThat(blobs).isEmpty();
    }

    @Test
    void inputWithoutWorkIsReportedAndNotStored() {
        assertThat(intake().alert(Payloads.named("alert-test-log-v2")))
                .hasToString("0 items, a test alert: nothing in it exists");
        assertThat(intake().event(Payloads.named("event-image-pushed")))
                .hasToString("0 items, pulls do not depend on it");
        assertThat(queued).isEmpty();
        assertThat(blobs).isEmpty();
    }

    @Test
    void anInvalidAlertIsStoredOnceAndRejected() {
        for (var i = 0; i < 3; i++) {
            assertThatThrownBy(() -> intake().alert("{\"schemaId\": \"ü\n\"}".replace("\n", "\\n")))
                    .isInstanceOf(UnreadableInputException.class);
        }

        assertThat(blobs).hasSize(1).allSatisfy((name, blob) -> {
            assertThat(name).matches("unreadable/2026/11/22/[0-9a-f]{16}\\.json");
            assertThat(blob.text()).isEqualTo("{\"schemaId\": \"ü\\n\"}");
            assertThat(blob.contentType()).startsWith("text/plain");
            assertThat(blob.metadata())
                    .containsEntry("source", "PullAlert")
                    .containsEntry(
                            "reason",
                            "'schemaId' must be azureMonitorCommonAlertSchema: enable the common alert schema in the action group");
        });
    }

    @Test
    void anInvalidEventIsStoredAndDoesNotFail() {
        var receipt = intake().event("hello");

        assertThat(receipt.items()).isZero();
        assertThat(receipt.note().orElseThrow()).startsWith("cannot be parsed: the body is not JSON");
        assertThat(receipt.storedAs().orElseThrow()).matches("unreadable/2026/11/22/[0-9a-f]{16}\\.txt");
        assertThat(blobs.get(receipt.storedAs().orElseThrow()).metadata()).containsEntry("source", "AzureEvent");
    }

    @Test
    void rowsWithoutAPodAreStoredAndTheRestOfTheAlertIsProcessed() {
        var good = LogsInMemory.row("cart-1", Payloads.unauthorized(Payloads.IMAGE), "2026-11-22T09:58:00Z");
        var bad = LogsInMemory.row("cart/1", Payloads.unauthorized(Payloads.IMAGE), "2026-11-22T09:58:00Z");
        logs.with(good).with(bad);

        var receipt = intake().alert(Payloads.named("alert-log-v2-workspace"));

        assertThat(receipt.items()).isOne();
        assertThat(receipt.note()).contains("1 log rows have a pod or namespace name that Kubernetes does not allow");
        assertThat(queued)
                .singleElement()
                .isInstanceOfSatisfying(
                        PullFailed.class,
                        item -> assertThat(item.failure().pods())
                                .extracting(Object::toString)
                                .containsExactly("store/cart-1"));
        assertThat(blobs.get(receipt.storedAs().orElseThrow()).text())
                .contains("\"pod\":\"cart/1\"")
                .doesNotContain("cart-1");
    }

    @Test
    void anIncompleteAlertIsStoredWithTheReason() {
        var forbidden = EvidenceUnavailableException.forbidden("the logs", Permission.QUERY_LOGS);
        logs.unreadable.put(LogsInMemory.customerIdOf(WORKSPACE), forbidden);

        var receipt = intake().alert(Payloads.named("alert-log-v2-workspace"));

        assertThat(receipt.items()).as("people are told of it").isEqualTo(1);
        assertThat(receipt.note()).contains("cannot be completed: " + forbidden.getMessage());
        assertThat(blobs.get(receipt.storedAs().orElseThrow()).metadata().get("reason"))
                .isEqualTo("cannot be completed: " + forbidden.getMessage());
    }

    @Test
    void transientFailuresAreThrownAndNotStored() {
        logs.unreadable.put(
                LogsInMemory.customerIdOf(WORKSPACE),
                EvidenceUnavailableException.because(UnavailabilityReason.THROTTLED, "the logs"));
        var alert = Payloads.named("alert-log-v2-workspace");
        var event = Payloads.with("event-forwarded-alert", "/data", alert);

        assertThatThrownBy(() -> intake().alert(alert)).isInstanceOf(EvidenceUnavailableException.class);
        assertThatThrownBy(() -> intake().event(event)).isInstanceOf(EvidenceUnavailableException.class);
        assertThat(blobs).isEmpty();
    }

    @Test
    void withoutAQueueNothingIsAcknowledged() {
        queue = text -> {
            throw new StorageUnavailableException("the queue");
        };

        assertThatThrownBy(() -> intake().alert(Payloads.named("alert-log-v2-pod")))
                .isInstanceOf(StorageUnavailableException.class);
        assertThatThrownBy(() -> intake().event(Payloads.named("event-image-deleted")))
                .isInstanceOf(StorageUnavailableException.class);
    }

    @Test
    void storedInputIsCutAtOneMegabyteBetweenCharacters() {
        intake().event("\u4e2d".repeat(500_000));

        assertThat(blobs.values()).singleElement().satisfies(blob -> {
            assertThat(blob.text().getBytes(StandardCharsets.UTF_8)).hasSizeBetween((1 << 20) - 3, 1 << 20);
            assertThat(blob.text()).matches("\u4e2d+");
        });
    }

    @Test
    void theLogsAreWatchedThroughTheSameQueue() {
        logs.with(LogsInMemory.row("cart-1", Payloads.unauthorized(Payloads.IMAGE), "2026-11-22T23:30:00Z"));

        assertThat(intake().watch()).isEqualTo(new FailureWatchResult(1, 1, Map.of()));
        assertThat(queued).hasSize(1);
    }

    @Test
    void aLineOfTheLogStaysOneLine() {
        assertThat(new IntakeResult(0, Optional.of("a\nb\u001b[31m"), Optional.empty()))
                .hasToString("0 items, a b [31m");
    }
}
