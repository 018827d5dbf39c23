package io.github.pullresponder.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ReadExecutorTest {
    @Test
    void aReadThatDoesNotAnswerIsTimedOutAndInterrupted() throws InterruptedException {
        var interrupted = new CountDownLatch(1);
        try (var reads = new ReadExecutor(1, Duration.ofMillis(50))) {
            var fact = reads.start("the oracle", () -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
                return "too late";
            });
            assertThatThrownBy(fact::get)
                    .isInstanceOfSatisfying(
                            EvidenceUnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.TIMED_OUT))
                    .hasMessage("the oracle: no answer in time");
            interrupted.await();
        }
    }

    @Test
    void readsThatNeedEachOtherDoNotBlockABoundOfOne() {
        try (var reads = new ReadExecutor(1, Duration.ofSeconds(20))) {
            var sum = reads.start("one", () -> 1)
                    .then(one -> reads.start("two", () -> one + 1))
                    .then(two -> reads.start("three", () -> two + 1))
                    .with(reads.start("four", () -> 4), Integer::sum);
            assertThat(sum.get()).isEqualTo(7);
        }
    }

    @Test
    void anErrorReachesTheWaitingCaller() {
        try (var reads = new ReadExecutor(1, Duration.ofSeconds(20))) {
            var fact = reads.start("broken", () -> {
                throw new NoClassDefFoundError("gone");
            });
            assertThatThrownBy(fact::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a read ended in NoClassDefFoundError");
        }
    }

    @Test
    void theFallbackIsUsedOnlyForExpectedFailures() {
        try (var reads = new ReadExecutor(1, Duration.ofSeconds(20))) {
            var asked = new AtomicBoolean();
            var expected = reads.<String>start("a", () -> {
                        throw EvidenceUnavailableException.because(UnavailabilityReason.UNREACHABLE, "a");
                    })
                    .orElse(e -> AsyncRead.of("from " + e.getMessage()));
            assertThat(expected.get()).isEqualTo("from a: not reached");
            var unforeseen = reads.<String>start("b", () -> {
                        throw new IllegalStateException("bug");
                    })
                    .orElse(e -> {
                        asked.set(true);
                        return AsyncRead.of("hidden");
                    });
            assertThatThrownBy(unforeseen::get).isInstanceOf(IllegalStateException.class);
            assertThat(asked).isFalse();
        }
    }
}
