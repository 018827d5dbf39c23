package io.github.pullresponder.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.read.BatchedReads.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
    private final ReadExecutor reads = new ReadExecutor(32, Duration.ofSeconds(20));

    @AfterEach
    void close() {
        reads.close();
    }

    @Test
    void oneThatDoesNotAnswerHoldsUpNoneButItself() {
        var others = new CountDownLatch(49);

        var answers = SlidingWindow.withoutEnd(Clock.systemUTC())
                .ask(
                        IntStream.range(0, 50).boxed().toList(),
                        number -> reads.start("n", () -> {
                            if (number == 0) {
                                return awaited(others);
                            }
                            others.countDown();
                            return true;
                        }));

        assertThat(answers).hasSize(50).extracting(Answer::value).allMatch(value -> value.orElse(false));
    }

    @Test
    void whenTimeIsOverTheFirstIsAskedAllTheSame() {
        var answers = new SlidingWindow(Clock.systemUTC(), Instant.EPOCH)
                .ask(List.of("a", "b"), name -> reads.start("n", () -> name));

        assertThat(answers).extracting(Answer::about).containsExactly("a");
        assertThat(new SlidingWindow(Clock.systemUTC(), Instant.EPOCH)
                        .ask(List.<String>of(), name -> reads.start("n", () -> name)))
                .isEmpty();
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
