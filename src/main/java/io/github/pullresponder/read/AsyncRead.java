package io.github.pullresponder.read;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** A fact that is being read, or was: everybody who asks shares the one read. */
public final class AsyncRead<T> {
    private final CompletableFuture<T> answer;

    AsyncRead(CompletableFuture<T> answer) {
        this.answer = answer;
    }

    public static <T> AsyncRead<T> of(T value) {
        return new AsyncRead<>(CompletableFuture.completedFuture(value));
    }

    /** All of them, once all are answered. */
    public static <T> AsyncRead<List<T>> all(List<AsyncRead<T>> facts) {
        var all = of(List.<T>of());
        for (var fact : facts) {
            all = all.with(fact, (list, one) -> {
                var longer = new ArrayList<>(list);
                longer.add(one);
                return longer;
            });
        }
        return all;
    }

    /** Answered when all of these are, or have failed. */
    public static AsyncRead<Integer> settled(List<? extends AsyncRead<?>> facts) {
        var all = facts.stream().map(AsyncRead::end).toArray(CompletableFuture[]::new);
        return new AsyncRead<>(CompletableFuture.allOf(all).thenApply(done -> all.length));
    }

    private CompletableFuture<Boolean> end() {
        return answer.handle((value, failure) -> failure == null);
    }

    /** Waits for the answer; throws what the read threw, which is {@link EvidenceUnavailableException} for every foreseen failure. */
    public T get() {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EvidenceUnavailableException.because(EvidenceUnavailableException.Reason.TIMED_OUT, "the diagnosis");
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
    }

    public <R> AsyncRead<R> map(Function<T, R> change) {
        return new AsyncRead<>(answer.thenApply(change));
    }

    /** Starts the next read when this one is answered; nothing waits on a thread meanwhile. */
    public <R> AsyncRead<R> then(Function<T, AsyncRead<R>> next) {
        return new AsyncRead<>(answer.thenCompose(value -> next.apply(value).answer));
    }

    public <U, R> AsyncRead<R> with(AsyncRead<U> other, BiFunction<T, U, R> join) {
        return new AsyncRead<>(answer.thenCombine(other.answer, join));
    }

    /** Another way to the fact, for when this one failed in a foreseen way. */
    @SuppressWarnings("FutureReturnValueIgnored") // The nested answer is the outcome: thenCompose unwraps it.
    public AsyncRead<T> orElse(Function<EvidenceUnavailableException, AsyncRead<T>> otherWay) {
        return new AsyncRead<>(answer.handle((value, failure) -> {
                    if (failure == null) {
                        return answer;
                    }
                    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    return cause instanceof EvidenceUnavailableException unreadable
                            ? otherWay.apply(unreadable).answer
                            : answer;
                })
                .thenCompose(Function.identity()));
    }

    /** Does something with the answer once there is one; nothing if there never is. */
    @SuppressWarnings("FutureReturnValueIgnored") // A read that fails is reported to those who ask for it.
    public void whenRead(Consumer<T> action) {
        answer.thenAccept(action);
    }

    private static RuntimeException rethrown(ExecutionException e) {
        var cause = e.getCause();
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof RuntimeException runtime) {
            return runtime;
        }
        var ending = cause == null ? e : cause;
        return new IllegalStateException("a read ended in " + ending.getClass().getSimpleName(), ending);
    }
}
