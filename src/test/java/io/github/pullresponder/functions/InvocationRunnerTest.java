package io.github.pullresponder.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.functions.ExecutionContext;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

@Isolated("It listens to what all classes log.")
class InvocationRunnerTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void logsOfOurClassesHaveTheInvocation() {
        InvocationRunner.run(
                context("one"),
                () -> LoggerFactory.getLogger("io.github.pullresponder.delivery.TeamsMessenger")
                        .warn("webhook {} answered {}", "ops", 500));

        assertThat(lines).containsExactly("one: webhook ops answered 500");
    }

    @Test
    void eachInvocationHasItsOwnLines() {
        InvocationRunner.run(
                context("one"),
                () -> LoggerFactory.getLogger(InvocationRunnerTest.class).warn("first"));
        InvocationRunner.run(
                context("two"),
                () -> LoggerFactory.getLogger(InvocationRunnerTest.class).warn("second"));

        assertThat(lines).containsExactly("one: first", "two: second");
    }

    @Test
    void textOfALibraryDoesNotLeaveTheProcess() {
        assertThatThrownBy(() -> InvocationRunner.run(context("one"), () -> {
                    throw new IllegalArgumentException("cannot parse s3cret", new IllegalStateException("s3cret"));
                }))
                .hasMessage("failed with java.lang.IllegalArgumentException")
                .hasNoCause()
                .satisfies(e -> assertThat(e.getStackTrace()[0].getClassName()).contains("InvocationRunnerTest"));
    }

    @Test
    void textOfAnErrorDoesNotEither() {
        assertThatThrownBy(() -> InvocationRunner.run(context("one"), () -> {
                    throw new ExceptionInInitializerError("cannot parse s3cret");
                }))
                .hasMessage("failed with java.lang.ExceptionInInitializerError")
                .hasNoCause();
    }

    @Test
    void ourOwnMessagesDo() {
        var said = EvidenceUnavailableException.because(UnavailabilityReason.THROTTLED, "the logs of aks-store");

        assertThatThrownBy(() -> InvocationRunner.run(context("one"), () -> {
                    throw said;
                }))
                .isSameAs(said);
    }

    private ExecutionContext context(String name) {
        var logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        logger.setLevel(Level.ALL);
        logger.addHandler(new Handler() {
            @Override
            public void publish(LogRecord entry) {
                lines.add(name + ": " + entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        return new ExecutionContext() {
            @Override
            public Logger getLogger() {
                return logger;
            }

            @Override
            public String getInvocationId() {
                return name;
            }

            @Override
            public String getFunctionName() {
                return name;
            }
        };
    }
}
