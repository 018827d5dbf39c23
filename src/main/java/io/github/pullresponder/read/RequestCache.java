package io.github.pullresponder.read;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Caches the reads of a diagnosis: each is requested once, however many checks need it.
 *
 * <p>A read may request others; so this is a plain map under a reentrant lock. No thread waits for an answer while it holds the
 * lock.
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
