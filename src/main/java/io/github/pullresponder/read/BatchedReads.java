package io.github.pullresponder.read;

import io.github.pullresponder.read.EvidenceUnavailableException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the same of many, a few at a time: the deadline of a read runs from when it is asked for, and would pass while it waits
 * behind all others.
 */
public final class BatchedReads {
    private static final Logger LOG = LoggerFactory.getLogger(BatchedReads.class);
    private static final int AT_ONCE = 10;

    private BatchedReads() {}

    /**
     * What was answered of one of them.
     *
     * @param why there is no value
     */
    public record Answer<K, T>(K about, Optional<T> value, Optional<EvidenceUnavailableException> why) {}

    /** Waits for all answers; what fails for one of them is its answer. */
    public static <K, T> List<Answer<K, T>> ask(List<K> all, Function<K, AsyncRead<T>> read) {
        var answers = new ArrayList<Answer<K, T>>();
        for (var from = 0; from < all.size(); from += AT_ONCE) {
            var some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            var facts = some.stream().map(read).toList();
            for (var i = 0; i < some.size(); i++) {
                answers.add(answer(some.get(i), facts.get(i)));
            }
        }
        return answers;
    }

    public static <K, T> Answer<K, T> answer(K about, AsyncRead<T> fact) {
        try {
            return new Answer<>(about, Optional.of(fact.get()), Optional.empty());
        } catch (EvidenceUnavailableException e) {
            return new Answer<>(about, Optional.empty(), Optional.of(e));
        } catch (RuntimeException e) {
            // The type only: a message may quote what was read.
            LOG.warn("a read failed with {}", e.getClass().getName());
            var why = EvidenceUnavailableException.because(
                    Reason.MALFORMED, e.getClass().getSimpleName());
            return new Answer<>(about, Optional.empty(), Optional.of(why));
        }
    }
}
