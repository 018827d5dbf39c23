package io.github.pullresponder.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** A fact that is being read, or was: everybody who asks shares the one read. */
public final class Fact<T> {
    private final CompletableFuture<T> answer;

    Fact(CompletableFuture<T> answer) {
        this.answer = answer;
    }

    public static <T> Fact<T> of(T value) {
        return new Fact<>(CompletableFuture.completedFuture(value));
    }

    /** All of them, once all are answered. */
    public static <T> Fact<List<T>> all(List<Fact<T>> facts) {
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
    public static Fact<Integer> settled(List<? extends Fact<?>> facts) {
        var all = facts.stream().map(Fact::end).toArray(CompletableFuture[]::new);
        return new Fact<>(CompletableFuture.allOf(all).thenApply(done -> all.length));
    }

    private CompletableFuture<Boolean> end() {
        return answer.handle((value, failure) -> failure == null);
    }

    /** Waits for the answer; throws what the read threw, which is {@link Unreadable} for every foreseen failure. */
    public T get() {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Unreadable.because(Unreadable.Reason.TIMED_OUT, "the diagnosis");
        } catch (ExecutionException e) {
            throw rethrown(e);
        }
    }

    public <R> Fact<R> map(Function<T, R> change) {
        return new Fact<>(answer.thenApply(change));
    }

    /** Starts the next read when this one is answered; nothing waits on a thread meanwhile. */
    public <R> Fact<R> then(Function<T, Fact<R>> next) {
        return new Fact<>(answer.thenCompose(value -> next.apply(value).answer));
    }

    public <U, R> Fact<R> with(Fact<U> other, BiFunction<T, U, R> join) {
        return new Fact<>(answer.thenCombine(other.answer, join));
    }

    /** Another way to the fact, for when this one failed in a foreseen way. */
    @SuppressWarnings("FutureReturnValueIgnored") // The nested answer is the outcome: thenCompose unwraps it.
    public Fact<T> orElse(Function<Unreadable, Fact<T>> otherWay) {
        return new Fact<>(answer.handle((value, failure) -> {
                    if (failure == null) {
                        return answer;
                    }
                    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    return cause instanceof Unreadable unreadable ? otherWay.apply(unreadable).answer : answer;
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
