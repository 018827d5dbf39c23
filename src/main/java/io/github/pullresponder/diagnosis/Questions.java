package io.github.pullresponder.diagnosis;

import io.github.pullresponder.evidence.Fact;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Remembers what was asked: the same question is read once, however many checks ask it.
 *
 * <p>What is asked may ask further; so this is a plain map under a lock that a thread may take again. Nothing waits for an
 * answer while it holds the lock.
 */
final class Questions {
    private final Map<Object, Fact<?>> asked = new HashMap<>();

    @SuppressWarnings("unchecked")
    synchronized <T> Fact<T> once(Object question, Supplier<Fact<T>> ask) {
        var known = (Fact<T>) asked.get(question);
        if (known == null) {
            known = ask.get();
            asked.put(question, known);
        }
        return known;
    }
}
