package io.github.pullresponder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.sandbox.AppInstance;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Breaks each system in each way: once, temporarily and permanently. The recipients still get one card. */
@Tag("fault")
class FaultGridTest {
    /** Functions fail here on purpose. This reference is needed: a logger without one loses its level. */
    private static final Logger FAILURES = Logger.getLogger("function");

    private static final int AT_ONCE = 8;

    /** The maximum number of calls of an action group. */
    private static final int MOST_CALLS = 5;

    private static final Estate ESTATE =
            Estates.layer("pull-role-missing", Map.of("logs.json", Alerts.logsOf(Alerts.POD)));

    /** An alert that names the failing pod, but not the reason. */
    private static final String POD_ALERT = Alerts.payload("alert-log-v2-pod").toString();

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    enum RemoteSystem {
        ARM("management\\.azure\\.com", true),
        KUBERNETES("/kubernetes/", true),
        REGISTRY("fabrikam\\.azurecr\\.io", false),
        GRAPH("graph\\.microsoft\\.com", false),
        LOGS("loganalytics", true),
        TEAMS("sandbox\\.webhook", true);

        private final String match;

        /** True if the failure cannot be reported without it, so that it is retried later. */
        private final boolean isNeeded;

        RemoteSystem(String match, boolean isNeeded) {
            this.match = match;
            this.isNeeded = isNeeded;
        }
    }

    enum Kind {
        FORBIDDEN(403, "{}"),
        THROTTLED(429, "{}"),
        FAILING(500, "{}"),
        RESET(0, ""),
        MALFORMED(200, "<html>no answer</html>");

        private final int status;
        private final String body;

        Kind(int status, String body) {
            this.status = status;
            this.body = body;
        }

        boolean passes() {
            return this == THROTTLED || this == FAILING || this == RESET;
        }

        Fault of(RemoteSystem system, OptionalInt times) {
            return new Fault(
                    Pattern.compile(system.match),
                    this == RESET ? OptionalInt.empty() : OptionalInt.of(status),
                    Map.of("Retry-After", "0"),
                    Optional.of(body),
                    Duration.ZERO,
                    times,
                    this == RESET);
        }
    }

    /** The number of failing requests. */
    enum Span {
        ONCE(OptionalInt.of(1)),
        A_WHILE(OptionalInt.of(10)),
        FOR_GOOD(OptionalInt.empty());

        private final OptionalInt times;

        Span(OptionalInt times) {
            this.times = times;
        }
    }

    @BeforeAll
    static void expectFailures() {
        FAILURES.setLevel(Level.OFF);
    }

    @AfterAll
    static void expectNoMore() {
        FAILURES.setLevel(null);
    }

    @TestFactory
    Stream<DynamicTest> oneCardAndOneReport() {
        return Stream.of(RemoteSystem.values())
                .flatMap(system -> Stream.of(Kind.values())
                        .filter(kind -> system != RemoteSystem.TEAMS || kind != Kind.MALFORMED)
                        .flatMap(kind -> Stream.of(Span.values())
                                .filter(span -> span != Span.A_WHILE || kind.passes() && system.isNeeded)
                                .map(span -> started(system, kind, span))));
    }

    private DynamicTest started(RemoteSystem system, Kind kind, Span span) {
        var run = CompletableFuture.runAsync(() -> play(system, kind, span), threads);
        return DynamicTest.dynamicTest("%s %s %s".formatted(system, kind, span), () -> outcomeOf(run));
    }

    private static void outcomeOf(CompletableFuture<Void> run) throws Throwable {
        try {
            run.join();
        } catch (CompletionException e) {
            throw e.getCause();
        }
    }

    private static void play(RemoteSystem system, Kind kind, Span span) {
        try (var stage = new TestDeployment(ESTATE.withFaults(List.of(kind.of(system, span.times))))) {
            var app = stage.start();
            answer(app, system == RemoteSystem.LOGS ? Alerts.ofCluster("one") : POD_ALERT);
            stage.workOff(app);
            if (system == RemoteSystem.TEAMS && kind == Kind.FORBIDDEN) {
                assertStored(stage);
                return;
            }
            if (isOutOfReach(system, kind, span)) {
                assertThat(stage.cards()).isEmpty();
                stage.azure.endFaults();
                TestDeployment.watch(app);
                stage.workOff(app);
            }
            if (system == RemoteSystem.TEAMS && span == Span.A_WHILE) {
                followUpForAnHour(stage, app);
            }
            assertThat(stage.cards()).as("cards").hasSize(1);
            assertThat(stage.reports())
                    .as("reports")
                    .filteredOn(stage.cards().get(0)::links)
                    .hasSize(1);
            assertThat(stage.waiting()).as("messages").isEmpty();
        }
    }

    /**
     * No one can be notified through a webhook that does not answer, nor about failures in logs that do not answer.
     * Logs without permission to read are reported as such.
     */
    private static boolean isOutOfReach(RemoteSystem system, Kind kind, Span span) {
        return switch (system) {
            case TEAMS -> span == Span.FOR_GOOD;
            case LOGS -> span == Span.FOR_GOOD && kind.passes();
            default -> false;
        };
    }

    /** A post without an answer is not repeated immediately; if the tries of the message are used up, the follow-up sends it. */
    private static void followUpForAnHour(TestDeployment stage, AppInstance app) {
        for (var passed = 0; passed < 11; passed++) {
            stage.letPass(Duration.ofMinutes(5));
            TestDeployment.followUp(app);
        }
    }

    /** A permanently refused card is stored. */
    private static void assertStored(TestDeployment stage) {
        assertThat(stage.cards()).isEmpty();
        assertThat(stage.stored("undelivered/")).hasSize(1);
        assertThat(stage.reports()).hasSize(1);
        assertThat(stage.waiting()).isEmpty();
    }

    private static void answer(AppInstance app, String body) {
        var status = 0;
        for (var call = 0; call < MOST_CALLS && status != 202; call++) {
            status = TestDeployment.alert(app, body).status();
        }
    }
}
