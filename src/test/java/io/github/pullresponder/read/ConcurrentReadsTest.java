package io.github.pullresponder.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcurrentReadsTest {
    private final ReadExecutor reads = new ReadExecutor(32, Duration.ofSeconds(20));

    @AfterEach
    void close() {
        reads.close();
    }

    @Test
    void aHangingReadDelaysNoOther() {
        var others = new CountDownLatch(49);

        var answers = ConcurrentReads.withoutEnd()
                .ask(
                        IntStream.range(0, 50).boxed().toList(),
                        number -> reads.start("n", () -> {
                            if (number == 0) {
                                return awaited(others);
                            }
                            others.countDown();
                            return true;
                        }));

        assertThat(answers)
                .hasSize(50)
                .allSatisfy((number, answer) -> assertThat(answer.get()).isTrue());
    }

    @Test
    void theFirstIsReadEvenAfterTheTimeLimit() {
        var answers = ConcurrentReads.until(Instant.EPOCH, Clock.systemUTC())
                .ask(List.of("a", "b"), name -> reads.start("n", () -> name));

        assertThat(answers).containsOnlyKeys("a");
        assertThat(ConcurrentReads.until(Instant.EPOCH, Clock.systemUTC())
                        .ask(List.<String>of(), name -> reads.start("n", () -> name)))
                .isEmpty();
    }

    @Test
    void anUnexpectedFailureOfOneIsItsResultAndNamesItsTypeOnly() {
        var results = ConcurrentReads.withoutEnd()
                .ask(
                        List.of("a", "b", "c"),
                        name -> reads.start(name, () -> switch (name) {
                            case "a" -> throw new IllegalArgumentException("a secret");
                            case "b" ->
                                throw EvidenceUnavailableException.because(UnavailabilityReason.THROTTLED, name);
                            default -> name;
                        }));

        assertThat(results.values().stream()
                        .map(result -> result.why().map(Throwable::getMessage).orElseGet(result::get)))
                .containsExactly("IllegalArgumentException: an answer that cannot be read", "b: throttled", "c");
        assertThat(ReadResult.onlyRead(results.values())).containsExactly("c");
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
