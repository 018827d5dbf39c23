package io.github.pullresponder.read;

import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A read in progress or completed, shared by all callers. Its outcome is a {@link ReadResult}. */
public final class AsyncRead<T> {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncRead.class);

    private final CompletableFuture<T> answer;

    AsyncRead(CompletableFuture<T> answer) {
        this.answer = answer;
    }

    public static <T> AsyncRead<T> of(T value) {
        return new AsyncRead<>(CompletableFuture.completedFuture(value));
    }

    /** A read that has no answer. */
    public static <T> AsyncRead<T> unread(EvidenceUnavailableException why) {
        return new AsyncRead<>(CompletableFuture.failedFuture(why));
    }

    /** Combines reads: answered when all are answered. */
    public static <T> AsyncRead<List<T>> all(List<AsyncRead<T>> reads) {
        var all = of(List.<T>of());
        for (var read : reads) {
            all = all.with(read, (list, one) -> {
                var longer = new ArrayList<>(list);
                longer.add(one);
                return longer;
            });
        }
        return all;
    }

    /** The results of all reads, in their order, when all have ended. */
    public static <K, T> AsyncRead<Map<K, ReadResult<T>>> settled(Map<K, AsyncRead<T>> reads) {
        return all(reads.values().stream().map(AsyncRead::settled).toList()).map(results -> {
            var byKey = new LinkedHashMap<K, ReadResult<T>>();
            reads.keySet().forEach(key -> byKey.put(key, results.get(byKey.size())));
            return byKey;
        });
    }

    /** A read that is answered when all given reads are answered or have failed. */
    public static AsyncRead<Integer> ended(List<? extends AsyncRead<?>> reads) {
        var all = reads.stream().map(AsyncRead::end).toArray(CompletableFuture[]::new);
        return new AsyncRead<>(CompletableFuture.allOf(all).thenApply(done -> all.length));
    }

    private CompletableFuture<Boolean> end() {
        return answer.handle((value, failure) -> failure == null);
    }

    /** Waits for the answer; throws the read's exception: {@link EvidenceUnavailableException} for every expected failure. */
    public T get() {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EvidenceUnavailableException.because(UnavailabilityReason.TIMED_OUT, "the diagnosis");
        } catch (ExecutionException e) {
            throw toUnchecked(e);
        }
    }

    /** The answer, if it is already available. */
    public Optional<T> answered() {
        return answer.isDone() && !answer.isCompletedExceptionally() ? Optional.of(answer.join()) : Optional.empty();
    }

    /** Waits for the result and never throws. */
    public ReadResult<T> result() {
        try {
            return settled().get();
        } catch (EvidenceUnavailableException interrupted) {
            return ReadResult.unread(interrupted);
        }
    }

    /** The result, as a read that cannot fail: an unexpected failure counts as an answer that cannot be read. */
    public AsyncRead<ReadResult<T>> settled() {
        return new AsyncRead<>(answer.handle(
                (value, failure) -> failure == null ? ReadResult.of(value) : ReadResult.unread(why(failure))));
    }

    private static EvidenceUnavailableException why(Throwable failure) {
        var cause = causeOf(failure);
        if (cause instanceof EvidenceUnavailableException expected) {
            return expected;
        }
        // The type only: a message may quote the content.
        LOG.warn("a read failed with {}", cause.getClass().getName());
        return EvidenceUnavailableException.because(
                UnavailabilityReason.MALFORMED, cause.getClass().getSimpleName());
    }

    private static Throwable causeOf(Throwable failure) {
        var cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    public <R> AsyncRead<R> map(Function<T, R> change) {
        return new AsyncRead<>(answer.thenApply(change));
    }

    /** Starts the next read when this one is answered, without blocking a thread. */
    public <R> AsyncRead<R> then(Function<T, AsyncRead<R>> next) {
        return new AsyncRead<>(answer.thenCompose(value -> next.apply(value).answer));
    }

    public <U, R> AsyncRead<R> with(AsyncRead<U> other, BiFunction<T, U, R> join) {
        return new AsyncRead<>(answer.thenCombine(other.answer, join));
    }

    /** Another read of the same fact, if this one failed with {@link EvidenceUnavailableException}. */
    @SuppressWarnings("FutureReturnValueIgnored") // The nested answer is the outcome: thenCompose unwraps it.
    public AsyncRead<T> orElse(Function<EvidenceUnavailableException, AsyncRead<T>> alternative) {
        return new AsyncRead<>(answer.handle((value, failure) -> {
                    if (failure == null) {
                        return answer;
                    }
                    return causeOf(failure) instanceof EvidenceUnavailableException unreadable
                            ? alternative.apply(unreadable).answer
                            : answer;
                })
                .thenCompose(Function.identity()));
    }

    /** Runs the action with the answer when it arrives; does nothing if the read fails. */
    @SuppressWarnings("FutureReturnValueIgnored") // The callers of get() receive the failure.
    public void onRead(Consumer<T> action) {
        answer.thenAccept(action);
    }

    private static RuntimeException toUnchecked(ExecutionException e) {
        var cause = causeOf(e.getCause() == null ? e : e.getCause());
        if (cause instanceof RuntimeException runtime) {
            return runtime;
        }
        return new IllegalStateException("a read ended in " + cause.getClass().getSimpleName(), cause);
    }
}
