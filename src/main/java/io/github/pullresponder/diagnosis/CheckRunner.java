package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pull.NotApplicableException;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.EvidenceUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs checks in parallel, each on a separate thread: checks wait for reads, which run elsewhere (see {@code ReadExecutor}).
 *
 * <p>An exception of a check becomes its verdict; other checks are not affected.
 */
final class CheckRunner {
    private static final Logger LOG = LoggerFactory.getLogger(CheckRunner.class);

    /** Shared by all diagnoses of the process. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        var thread = new Thread(work, "check");
        thread.setDaemon(true);
        return thread;
    });

    private CheckRunner() {}

    static List<CheckResult> run(
            List<Check> checks, PullContext pull, IdentityVerdictMatrix identities, Duration within) {
        var stopwatch = Stopwatch.started();
        var running = checks.stream()
                .map(check -> THREADS.submit(() -> resultOf(check, pull, identities)))
                .toList();
        return IntStream.range(0, checks.size())
                .mapToObj(i -> resultOf(checks.get(i), running.get(i), within.minus(stopwatch.elapsed()), stopwatch))
                .toList();
    }

    /** Starts a computation while the checks run. The returned supplier waits for the result, and throws the computation's exception. */
    static <T> Supplier<T> start(Supplier<T> computation) {
        var answer = CompletableFuture.supplyAsync(computation, THREADS);
        return () -> {
            try {
                return answer.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException thrown ? thrown : e;
            }
        };
    }

    private static CheckResult resultOf(Check check, PullContext pull, IdentityVerdictMatrix identities) {
        var stopwatch = Stopwatch.started();
        return new CheckResult(check.id(), check.question(), verdictOf(check, pull, identities), stopwatch.elapsed());
    }

    static Verdict verdictOf(Check check, PullContext pull, IdentityVerdictMatrix identities) {
        try {
            if (check.readsMessageFirst() && pull.error().symptoms().stream().noneMatch(check.symptoms()::contains)) {
                return Verdict.notApplicable("the error is not: %s", labels(check.symptoms()));
            }
            return check instanceof AbstractIdentityCheck ofIdentity
                    ? identities.verdictOf(ofIdentity)
                    : ((AbstractWholePullCheck) check).examine(pull);
        } catch (NotApplicableException e) {
            return Verdict.notApplicable("%s", e.getMessage());
        } catch (EvidenceUnavailableException e) {
            return Verdict.undetermined(e);
        } catch (RuntimeException | Error e) {
            // Only the type: the message may quote data that was read.
            LOG.warn("check {} failed with {}", check.id(), e.getClass().getName());
            return Verdict.undetermined(
                    "the check itself failed (%s)", e.getClass().getSimpleName());
        }
    }

    private static String labels(Set<Symptom> symptoms) {
        return symptoms.stream().map(Symptom::label).collect(Collectors.joining(" or "));
    }

    private static CheckResult resultOf(Check check, Future<CheckResult> running, Duration left, Stopwatch stopwatch) {
        try {
            return running.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            return unfinished(check, "not finished before the deadline of the diagnosis", stopwatch);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.cancel(true);
            return unfinished(check, "the diagnosis was interrupted", stopwatch);
        } catch (ExecutionException | CancellationException e) {
            return unfinished(check, "the check itself failed", stopwatch);
        }
    }

    private static CheckResult unfinished(Check check, String why, Stopwatch stopwatch) {
        return new CheckResult(check.id(), check.question(), Verdict.undetermined("%s", why), stopwatch.elapsed());
    }
}
