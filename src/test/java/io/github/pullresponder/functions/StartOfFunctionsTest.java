package io.github.pullresponder.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.FunctionName;
import io.github.pullresponder.Responder;
import io.github.pullresponder.settings.InvalidSettingsException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that every function answers even if the app cannot start. Each one is created without arguments and then invoked, as
 * the worker does.
 */
class StartOfFunctionsTest {
    private static final String PROBLEM = "PULLRESPONDER_CLOUD is 'AWS': expected AzureCloud";
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Method> functions() {
        return FunctionMethods.ofApp();
    }

    static Stream<Arguments> failures() {
        return functions().stream()
                .flatMap(function -> Stream.<Supplier<Throwable>>of(
                                () -> new IllegalStateException("a secret"),
                                StackOverflowError::new,
                                () -> new NoClassDefFoundError("a secret"),
                                () -> new ExceptionInInitializerError("a secret"),
                                () -> new OutOfMemoryError("a secret"),
                                () -> new AssertionError("a secret"))
                        .map(failure -> arguments(function, failure.get())));
    }

    @Test
    void thereAreFunctions() {
        assertThat(functions())
                .extracting(method -> method.getAnnotation(FunctionName.class).value())
                .contains("Investigate", "Diagnose", "Health", "Preflight", "CredentialExpirySweep")
                .hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void settingsThatCannotBeUsedAreAnswered(Method function) throws Exception {
        assertAnswered(function, new InvalidSettingsException(List.of(PROBLEM)), "PULLRESPONDER_CLOUD");
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anErrorWhileTheAppIsComposedIsAnswered(Method function, Throwable failure) throws Exception {
        assertAnswered(function, failure, failure.getClass().getName());
    }

    /** An HTTP function answers 503; another function throws an exception, so that its trigger retries. Both give the reason. */
    private static void assertAnswered(Method function, Throwable failure, String reason) throws Exception {
        var constructor = function.getDeclaringClass().getDeclaredConstructor(ResponderProvider.class);
        constructor.setAccessible(true);
        var instance = constructor.newInstance(new ResponderProvider(() -> {
            throw rethrown(failure);
        }));
        var log = new Lines();
        try {
            var answer = function.invoke(instance, InvokedAsByTheWorker.arguments(function, log.context()));

            assertThat(answer).as("an answer, or an exception").isInstanceOf(HttpResponseMessage.class);
            var response = (HttpResponseMessage) answer;
            assertThat(response.getStatusCode()).isEqualTo(503);
            var named = function.getDeclaringClass() == ReportFunction.class && !reason.startsWith("PULL")
                    ? "composition"
                    : reason;
            assertThat(response.getBody().toString()).contains(named).doesNotContain("a secret");
        } catch (InvocationTargetException e) {
            assertThat(e.getCause())
                    .isInstanceOf(AppNotStartedException.class)
                    .hasNoCause()
                    .hasMessageContaining(reason)
                    .hasMessageNotContaining("a secret");
        }
        assertThat(log.text()).contains(reason).doesNotContain("a secret");
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <E extends Throwable> RuntimeException rethrown(Throwable failure) throws E {
        @SuppressWarnings("unchecked")
        var unchecked = (E) failure;
        throw unchecked;
    }

    /** Callers without a key get the name of the invalid setting, but not its value. */
    @Test
    void aReportIsAnsweredWithNamesOnly() throws Exception {
        var report = new ReportFunction(new ResponderProvider(() -> {
            throw new InvalidSettingsException(List.of(PROBLEM));
        }));
        var run = functions().stream()
                .filter(method -> method.getDeclaringClass() == ReportFunction.class)
                .findFirst()
                .orElseThrow();

        var answer =
                (HttpResponseMessage) run.invoke(report, InvokedAsByTheWorker.arguments(run, new Lines().context()));

        assertThat(JSON.readTree(answer.getBody().toString()).toString())
                .contains("\"PULLRESPONDER_CLOUD\"")
                .doesNotContain("AWS");
    }

    /** Runs a process with such an environment and the constructor that the worker uses, which composes the app itself. */
    @Test
    void aProcessWithWrongSettingsAnswersEveryFunction() throws Exception {
        var process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InvokedAsByTheWorker.class.getName());
        process.environment().keySet().removeIf(name -> name.startsWith("PULLRESPONDER_"));
        process.environment().putAll(Map.of("PULLRESPONDER_CLOUD", "AWS", "PULLRESPONDER_READS_AT_ONCE", "many"));
        process.redirectError(ProcessBuilder.Redirect.DISCARD);
        var started = process.start();
        var lines = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(started.waitFor(1, TimeUnit.MINUTES)).isTrue();

        assertThat(lines)
                .hasSize(functions().size())
                .allMatch(line -> line.contains(" 503 ") || line.contains(" threw AppNotStartedException "))
                .allMatch(line -> line.contains("PULLRESPONDER_CLOUD") && line.contains("PULLRESPONDER_READS_AT_ONCE"));
    }

    /** The messages in an invocation's logger. */
    private static final class Lines extends Handler {
        private final StringBuilder text = new StringBuilder();
        private final Logger logger = Logger.getAnonymousLogger();

        Lines() {
            logger.setUseParentHandlers(false);
            logger.setLevel(Level.ALL);
            logger.addHandler(this);
        }

        ExecutionContext context() {
            return InvokedAsByTheWorker.context(logger);
        }

        String text() {
            return text.toString();
        }

        @Override
        public synchronized void publish(LogRecord line) {
            text.append(line.getMessage()).append('\n');
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** A constructor must not compose the app: the invocation does so. */
    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionIsMadeWithoutTheApp(Method function) throws Exception {
        assertThat(function.getDeclaringClass().getConstructor().newInstance()).isNotNull();
        assertThat(function.getDeclaringClass().getConstructor(Responder.class)).isNotNull();
    }
}
