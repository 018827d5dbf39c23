package io.github.pullresponder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.estate.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A read that misses its deadline is canceled while it waits for an answer. */
@Tag("scenario")
@Isolated("It listens to the log and the error output of the whole process.")
class CanceledReadTest {
    private static final Duration LATE = Duration.ofMillis(700);

    private final Queue<LogRecord> logged = new ConcurrentLinkedQueue<>();
    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    static Stream<Arguments> reads() {
        return AzureEvidenceSourcesTest.reads();
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("reads")
    void noStackTraceIsWritten(String request, Permission needs, Consumer<EvidenceSources> read) throws Exception {
        var errors = new ByteArrayOutputStream();
        var before = System.err;
        var root = Logger.getLogger("");
        root.addHandler(recorder);
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try (var azure = SimulatedAzure.serve(BundledEstates.named("store").withFaults(List.of(late(request))))) {
            var sources = AzureEvidenceSourcesTest.sources(azure, new RequestCounter());
            var thrown = new ConcurrentLinkedQueue<Throwable>();
            var reader = new Thread(() -> {
                try {
                    read.accept(sources);
                } catch (EvidenceUnavailableException e) {
                    // No one asks for the answer of a canceled read.
                } catch (RuntimeException | Error e) {
                    thrown.add(e);
                }
            });
            reader.start();
            reader.join(LATE.toMillis() / 2);
            reader.interrupt();
            reader.join();
            assertThat(thrown).isEmpty();
        } finally {
            System.setErr(before);
            root.removeHandler(recorder);
        }
        assertThat(errors.toString(StandardCharsets.UTF_8)).doesNotContain("\tat ");
        assertThat(logged)
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.INFO.intValue())
                .filteredOn(entry -> entry.getThrown() != null)
                .extracting(entry -> entry.getLoggerName() + ": " + entry.getMessage() + ": " + entry.getThrown())
                .isEmpty();
    }

    private static Fault late(String request) {
        return new Fault(
                Pattern.compile(request),
                OptionalInt.empty(),
                Map.of(),
                Optional.empty(),
                LATE,
                OptionalInt.empty(),
                false);
    }
}
