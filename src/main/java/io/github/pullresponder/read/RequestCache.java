package io.github.pullresponder.read;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Remembers what was asked: the same question is read once, however many checks ask it.
 *
 * <p>What is asked may ask further; so this is a plain map under a lock that a thread may take again. Nothing waits for an
 * answer while it holds the lock.
 */
public final class RequestCache {
    private final Map<Object, AsyncRead<?>> asked = new HashMap<>();

    @SuppressWarnings("unchecked")
    public synchronized <T> AsyncRead<T> once(Object question, Supplier<AsyncRead<T>> ask) {
        var known = (AsyncRead<T>) asked.get(question);
        if (known == null) {
            known = ask.get();
            asked.put(question, known);
        }
        return known;
    }
}
