package io.github.pullresponder.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.intake.input.UnreadableInputStore;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.queue.WorkItemJsonMapper;
import io.github.pullresponder.storage.embedded.EmbeddedBlobs;
import io.github.pullresponder.storage.embedded.EmbeddedQueue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkQueueWriterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private final EmbeddedQueue queue = new EmbeddedQueue(CLOCK);
    private final EmbeddedBlobs blobs = new EmbeddedBlobs();
    private final WorkQueueWriter outbox = new WorkQueueWriter(queue, new UnreadableInputStore(blobs, CLOCK));

    @Test
    void anItemThatFitsIsOneMessage() {
        var item = item("item", pods(50, 100), "why");
        outbox.send(item);

        assertThat(messages()).singleElement().isEqualTo(WorkItemJsonMapper.write(item));
        assertThat(blobs.list("")).isEmpty();
    }

    @Test
    void anItemWithTooManyLongNamesIsSeveralMessagesWithOtherIds() {
        outbox.send(item("item", pods(50, 5_000), "why"));

        var sent = messages();
        assertThat(sent)
                .hasSizeGreaterThan(1)
                .allSatisfy(text ->
                        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(48 * 1_024));
        var items = sent.stream()
                .map(text -> (PullFailed) WorkItemJsonMapper.read(text))
                .toList();
        assertThat(items).extracting(PullFailed::id).doesNotHaveDuplicates().allMatch(id -> id.startsWith("item-"));
        assertThat(items)
                .flatExtracting(item -> item.failure().pods())
                .hasSize(50)
                .doesNotHaveDuplicates();
        assertThat(items.stream().mapToInt(PullFailed::podCount).sum()).isEqualTo(50);
        assertThat(blobs.list("")).isEmpty();

        outbox.send(item("item", pods(50, 5_000), "why"));
        assertThat(messages()).as("sent again, it is the same work").isEqualTo(sent);
    }

    @Test
    void anItemThatIsTooLargeForAMessageIsStoredWithoutAnException() {
        outbox.send(item("item", pods(1, 60_000), "why"));

        assertThat(messages()).isEmpty();
        assertThat(blobs.list("unreadable/2026/11/22/"))
                .singleElement()
                .satisfies(name -> assertThat(blobs.find(name).orElseThrow()).contains("\"id\":\"item\""));
    }

    /** Storage rejects every message with such a character (XML 1.0, section 2.2). */
    @ParameterizedTest
    @ValueSource(strings = {"\uffff", "\ufffe", "\ud83d", "\udea2", "\u0000", "\u0001"})
    void aKubeletMessageWithInvalidCharactersIsQueued(String odd) {
        outbox.send(item("item", pods(1, 5), "before " + odd + " after"));

        assertThat(messages())
                .singleElement()
                .satisfies(text -> assertThat(((PullFailed) WorkItemJsonMapper.read(text))
                                .failure()
                                .message())
                        .hasValueSatisfying(message ->
                                assertThat(message).startsWith("before ").endsWith(" after")));
    }

    private List<String> messages() {
        return Stream.generate(() -> queue.receive(Duration.ofDays(1)))
                .takeWhile(Optional::isPresent)
                .map(message -> message.orElseThrow().text())
                .toList();
    }

    private static List<PodName> pods(int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(i -> new PodName("store", "%04d".formatted(i) + "p".repeat(length - 4)))
                .toList();
    }

    private static PullFailed item(String id, List<PodName> pods, String message) {
        return new PullFailed(
                id,
                new OriginEvent(new Trigger(TriggerType.TIMER, "PullFailureWatch"), "workspace", NOW),
                PullFailure.of(Payloads.CLUSTER, pods, Optional.of(Payloads.IMAGE), Optional.of(message)),
                pods.size(),
                Optional.empty());
    }
}
