package io.github.pullresponder.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.pullresponder.sandbox.functions.HostQueue;
import io.github.pullresponder.sandbox.functions.HostQueues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks properties of every storage. Each test starts with an empty one, without any queue, table or container. */
abstract class StorageContract {
    private static final int WORKERS = 16;
    private static final Duration LONG = Duration.ofMinutes(10);

    protected abstract AppStorage storage();

    /** The queues of the same storage, from the side of the host. */
    protected abstract HostQueues queues();

    /** Waits for the time in which messages are invisible. */
    protected abstract void letMessagesBeVisible();

    @Test
    void anEmptyStorageFindsNothing() {
        var missing = new TableRow("p", "k", Map.of(), Optional.of("W/\"datetime'2026-11-22T10%3A00%3A00Z'\""));

        assertThat(table().find("p", "k")).isEmpty();
        assertThat(table().list("p", "")).isEmpty();
        assertThat(table().listAll("k")).isEmpty();
        assertThat(table().replace(missing)).isFalse();
        assertThat(table().delete(missing)).isFalse();
        assertThat(storage().reports().find("a.json")).isEmpty();
        assertThat(storage().reports().list("")).isEmpty();
        assertThat(queue().receive(LONG)).isEmpty();
    }

    @Test
    void aRowIsFoundAsItWasInserted() {
        var values = Map.of("cause", "PULL_ROLE_MISSING", "empty", "", "odd", "'\"<&>\n\t{}€ 🐋", "at", "2026-11-22");
        assertThat(table().insert(TableRow.fresh("incidents", "a b'c|d:1", values)))
                .isTrue();

        assertThat(table().find("incidents", "a b'c|d:1")).hasValueSatisfying(row -> {
            assertThat(row.partition()).isEqualTo("incidents");
            assertThat(row.key()).isEqualTo("a b'c|d:1");
            assertThat(row.values()).isEqualTo(values);
            assertThat(row.version()).isPresent();
        });
    }

    @Test
    void aRowThatIsThereIsNotInsertedAgain() {
        assertThat(table().insert(row("k", "first"))).isTrue();
        assertThat(table().insert(row("k", "second"))).isFalse();
        assertThat(table().insert(TableRow.fresh("other", "k", Map.of()))).isTrue();
        assertThat(value("k")).isEqualTo("first");
    }

    @Test
    void aRowIsReplacedOnlyByItsLastReader() {
        table().insert(row("k", "first").with(Map.of("gone", "x")));
        var read = table().find("p", "k").orElseThrow();

        assertThat(table().replace(read.withOnly(Map.of("value", "second")))).isTrue();
        assertThat(table().replace(read.with(Map.of("value", "late")))).isFalse();
        assertThat(table().replace(row("k", "unread"))).isFalse();
        assertThat(table().find("p", "k").orElseThrow().values()).isEqualTo(Map.of("value", "second"));
    }

    @Test
    void aRowIsDeletedOnlyByItsLastReader() {
        table().insert(row("k", "first"));
        var early = table().find("p", "k").orElseThrow();
        table().replace(early);
        var late = table().find("p", "k").orElseThrow();

        assertThat(table().delete(early)).isFalse();
        assertThat(table().delete(row("k", "unread"))).isFalse();
        assertThat(table().delete(late)).isTrue();
        assertThat(table().delete(late)).isFalse();
        assertThat(table().find("p", "k")).isEmpty();
        assertThat(table().insert(row("k", "again"))).isTrue();
    }

    @Test
    void rowsAreListedByPartitionAndBeginningInTheOrderOfTheirKeys() {
        Stream.of("b-2", "a-1", "b-10", "B-1", "b'1", "c").forEach(key -> table().insert(row(key, key)));
        table().insert(TableRow.fresh("q", "b-3", Map.of()));

        assertThat(table().list("p", "b-")).extracting(TableRow::key).containsExactly("b-10", "b-2");
        assertThat(table().list("p", "b'")).extracting(TableRow::key).containsExactly("b'1");
        assertThat(table().list("p", ""))
                .extracting(TableRow::key)
                .containsExactly("B-1", "a-1", "b'1", "b-10", "b-2", "c");
        assertThat(table().listAll("b-")).extracting(TableRow::key).containsExactlyInAnyOrder("b-10", "b-2", "b-3");
        assertThat(table().listAll("")).hasSize(7);
        assertThat(table().list("none", "")).isEmpty();
    }

    @Test
    void aListedRowCanBeReplaced() {
        table().insert(row("k", "first"));
        var listed = table().list("p", "k").get(0);
        assertThat(table().replace(listed.with(Map.of("value", "second")))).isTrue();
        assertThat(value("k")).isEqualTo("second");
    }

    @Test
    void rowsOfSeveralPagesAreListed() throws Exception {
        var rows = 1_050;
        inParallel(IntStream.range(0, rows)
                .<Callable<Boolean>>mapToObj(number -> () -> table().insert(row("n%05d".formatted(number), "")))
                .toList());
        assertThat(table().list("p", "n")).hasSize(rows);
    }

    @Test
    void valuesMayBeLong() {
        var longest = "ü".repeat(32_000);
        table().insert(row("k", longest));
        assertThat(value("k")).isEqualTo(longest);
    }

    /** A limit of the service that some storages in the tests do not enforce. */
    enum Limit {
        LONGEST_VALUE,
        MOST_VALUES,
        LARGEST_ROW,
        KEYS,
        METADATA_NAMES,
        LARGEST_METADATA,
        LONGEST_BLOB_NAME
    }

    /** True if this storage rejects the same input as the service. */
    protected boolean enforces(Limit limit) {
        return true;
    }

    private void assumeEnforced(Limit limit) {
        if (!enforces(limit)) {
            System.out.printf(
                    "SKIPPED: a test of the limit %s of storage, which %s does not enforce%n",
                    limit, getClass().getSimpleName());
        }
        Assumptions.assumeTrue(enforces(limit));
    }

    static Stream<Arguments> rowsAtALimit() {
        var nearlyFull =
                IntStream.range(0, 16).boxed().collect(Collectors.toMap(i -> "v" + i, i -> "x".repeat(32_000)));
        return Stream.of(
                arguments(
                        Limit.LONGEST_VALUE,
                        row("k", "\u00fc".repeat(32_000)),
                        row("k", "\u00fc".repeat(32 * 1024 + 1))),
                arguments(Limit.MOST_VALUES, withValues(251), withValues(253)),
                arguments(
                        Limit.LARGEST_ROW,
                        TableRow.fresh("p", "k", nearlyFull),
                        TableRow.fresh("p", "k", nearlyFull).with(Map.of("more", "x".repeat(32_000)))),
                arguments(Limit.KEYS, row("k".repeat(400), ""), row("k".repeat(1_100), "")));
    }

    private static TableRow withValues(int count) {
        return TableRow.fresh(
                "p", "k", IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "v" + i, i -> "x")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rowsAtALimit")
    void aRowAtALimitIsStoredAndOneBeyondIsRefused(Limit limit, TableRow fits, TableRow tooLarge) {
        assertThat(table().insert(fits)).isTrue();
        var read = table().find(fits.partition(), fits.key()).orElseThrow();
        assertThat(read.values()).isEqualTo(fits.values());
        assertThat(table().replace(read.with(fits.values()))).isTrue();

        assumeEnforced(limit);
        var again = table().find(fits.partition(), fits.key()).orElseThrow();
        assertThatThrownBy(() -> table().insert(TableRow.fresh("other", tooLarge.key(), tooLarge.values())))
                .isInstanceOf(StorageUnavailableException.class);
        assertThatThrownBy(() -> table().replace(
                                new TableRow(again.partition(), tooLarge.key(), tooLarge.values(), again.version())))
                .isInstanceOf(StorageUnavailableException.class);
        assertThat(table().listAll("")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a\\b", "a#b", "a?b", "a\u0001b"})
    void keysWithCharactersThatKeysMustNotHaveAreRefused(String key) {
        assumeEnforced(Limit.KEYS);
        assertThatThrownBy(() -> table().insert(row(key, ""))).isInstanceOf(StorageUnavailableException.class);
        assertThat(table().insert(row(TableKeyEncoder.of(key), ""))).isTrue();
    }

    static Stream<Map<String, String>> metadataThatCannotBe() {
        return Stream.of(
                Map.of("no-name", "x"),
                Map.of("1st", "x"),
                Map.of("name", "x".repeat(9 * 1024)),
                Map.of("name", "two\nlines"));
    }

    @ParameterizedTest
    @MethodSource("metadataThatCannotBe")
    void metadataThatCannotTravelInHeadersIsRefused(Map<String, String> metadata) {
        var reports = storage().reports();
        reports.put("a", "text/plain", "", Map.of("name", "x".repeat(7 * 1024)));

        assumeEnforced(
                metadata.values().stream().anyMatch(text -> text.length() > 8 * 1024)
                        ? Limit.LARGEST_METADATA
                        : Limit.METADATA_NAMES);
        assertThatThrownBy(() -> reports.put("b", "text/plain", "", metadata))
                .isInstanceOf(StorageUnavailableException.class);
        assertThat(reports.find("b")).isEmpty();
    }

    @Test
    void aNameOfABlobHasAtMost1024Characters() {
        var reports = storage().reports();
        reports.put("n".repeat(200), "text/plain", "", Map.of());

        assumeEnforced(Limit.LONGEST_BLOB_NAME);
        assertThatThrownBy(() -> reports.put("n".repeat(1_025), "text/plain", "", Map.of()))
                .isInstanceOf(StorageUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\uffff", "\ud83d"})
    void aMessageContainsOnlyXmlCharacters(String character) {
        storage().queue().send("fits");
        assertThatThrownBy(() -> storage().queue().send("does not " + character))
                .isInstanceOf(StorageUnavailableException.class);
        assertThat(queue().receive(LONG).orElseThrow().text()).isEqualTo("fits");
        assertThat(queue().receive(LONG)).isEmpty();
    }

    @Test
    void ofManyWhoInsertARowExactlyOneDoes() throws Exception {
        for (var round = 0; round < 5; round++) {
            var key = "race-" + round;
            var winners = inParallel(IntStream.range(0, WORKERS)
                    .<Callable<Boolean>>mapToObj(worker -> () -> table().insert(row(key, "w" + worker)))
                    .toList());
            assertThat(winners).containsOnlyOnce(true).hasSize(WORKERS);
        }
    }

    @Test
    void conditionalUpdatesByManyLoseNothing() throws Exception {
        var updatesEach = 10;
        table().insert(row("counter", "0"));
        Callable<Boolean> counting = () -> {
            for (var update = 0; update < updatesEach; update++) {
                countOneMore();
            }
            return true;
        };
        inParallel(IntStream.range(0, WORKERS).mapToObj(worker -> counting).toList());
        assertThat(value("counter")).isEqualTo(Integer.toString(WORKERS * updatesEach));
    }

    private void countOneMore() {
        boolean counted = false;
        while (!counted) {
            var read = table().find("p", "counter").orElseThrow();
            var next = Integer.parseInt(read.value("value").orElseThrow()) + 1;
            counted = table().replace(read.with(Map.of("value", Integer.toString(next))));
        }
    }

    @Test
    void aReportIsFoundAsItWasPutLast() {
        var reports = storage().reports();
        reports.put("2026/11/22/a.json", "application/json", "{}", Map.of("cause", "PULL_ROLE_MISSING"));
        reports.put("2026/11/22/a.json", "application/json", "{\"text\": \"€ 🐋\"}", Map.of());
        reports.put("2026/11/22/empty.md", "text/markdown", "", Map.of());

        assertThat(reports.find("2026/11/22/a.json")).contains("{\"text\": \"€ 🐋\"}");
        assertThat(reports.find("2026/11/22/empty.md")).contains("");
        assertThat(reports.find("2026/11/22")).isEmpty();
    }

    @Test
    void reportsAreListedByTheirBeginningInOrder() {
        Stream.of("2026/11/22/b", "2026/11/21/c", "2026/11/22/a", "2026/12/01/a")
                .forEach(name -> storage().reports().put(name, "text/plain", name, Map.of()));

        assertThat(storage().reports().list("2026/11/22/")).containsExactly("2026/11/22/a", "2026/11/22/b");
        assertThat(storage().reports().list("2026/11")).hasSize(3);
        assertThat(storage().reports().list("none")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"version\": 1}", "<&>'\"]]> € 🐋", " spaces \n around ", "bGlrZSBiYXNlNjQ="})
    void aMessageArrivesAsItWasSent(String text) {
        storage().queue().send(text);

        var received = queue().receive(LONG).orElseThrow();
        assertThat(received.text()).isEqualTo(text);
        assertThat(received.dequeueCount()).isOne();
        assertThat(queue().receive(LONG)).isEmpty();
    }

    @Test
    void aMessageContainsUpToSixtyFourKilobytes() {
        storage().queue().send("x".repeat(WorkQueue.LARGEST));
        assertThat(queue().receive(LONG).orElseThrow().text()).hasSize(WorkQueue.LARGEST);
        var tooMuch = "ü".repeat(WorkQueue.LARGEST / 2 + 1);
        assertThatThrownBy(() -> storage().queue().send(tooMuch)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMessageReturnsUntilItIsDeleted() {
        storage().queue().send("work");
        queue().receive(LONG);
        letMessagesBeVisible();

        var second = queue().receive(LONG).orElseThrow();
        assertThat(second.dequeueCount()).isEqualTo(2);
        queue().release(second, Duration.ZERO);
        var third = queue().receive(LONG).orElseThrow();
        assertThat(third.dequeueCount()).isEqualTo(3);

        queue().delete(third);
        letMessagesBeVisible();
        assertThat(queue().receive(LONG)).isEmpty();
    }

    @Test
    void aReaderThatExceedsTheVisibilityTimeoutDeletesNothing() {
        storage().queue().send("work");
        var first = queue().receive(LONG).orElseThrow();
        letMessagesBeVisible();
        var second = queue().receive(LONG).orElseThrow();

        queue().delete(first);
        queue().release(second, Duration.ZERO);
        assertThat(queue().receive(LONG)).isPresent();
    }

    @Test
    void theQueuesCanBeCounted() {
        var poison = WorkQueue.NAME + WorkQueue.POISON;
        assertThat(storage().queue().backlogs())
                .containsExactly(QueueBacklog.none(WorkQueue.NAME), QueueBacklog.none(poison));

        storage().queue().send("first");
        storage().queue().send("second");
        queues().named(poison).send("third");
        queue().receive(LONG);

        assertThat(storage().queue().backlogs())
                .satisfiesExactly(
                        backlog -> {
                            assertThat(backlog.messages())
                                    .as("one of them is worked on")
                                    .isEqualTo(2);
                            assertThat(backlog.oldest()).isPresent();
                        },
                        backlog -> assertThat(backlog.messages()).isOne());

        queues().named(poison).receive(LONG);
        assertThat(storage().queue().backlogs().get(1).messages()).isOne();
        assertThat(storage().queue().backlogs().get(1).oldest())
                .as("nobody could receive it now")
                .isEmpty();
    }

    @Test
    void manyWhoSendLoseNothing() throws Exception {
        inParallel(IntStream.range(0, 64)
                .<Callable<Boolean>>mapToObj(number -> () -> {
                    storage().queue().send("n" + number);
                    return true;
                })
                .toList());
        var received = Stream.generate(() -> queue().receive(LONG))
                .takeWhile(Optional::isPresent)
                .map(message -> message.orElseThrow().text())
                .toList();
        assertThat(received).hasSize(64).doesNotHaveDuplicates();
    }

    private StorageTable table() {
        return storage().table();
    }

    private HostQueue queue() {
        return queues().named(WorkQueue.NAME);
    }

    private static TableRow row(String key, String value) {
        return TableRow.fresh("p", key, Map.of("value", value));
    }

    private String value(String key) {
        return table().find("p", key).orElseThrow().value("value").orElseThrow();
    }

    private static List<Boolean> inParallel(List<Callable<Boolean>> work) throws Exception {
        var threads = Executors.newFixedThreadPool(WORKERS);
        try {
            var results = new ArrayList<Boolean>();
            for (var result : threads.invokeAll(work)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
