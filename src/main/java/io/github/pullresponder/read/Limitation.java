package io.github.pullresponder.read;

import java.util.OptionalInt;

/** A reason why a check cannot decide although every read succeeded: the report names each one that matters. */
public sealed interface Limitation {
    /** What was noticed, in one sentence without a period. */
    String words();

    /**
     * A blind spot that this pull has.
     *
     * @param words what was noticed, and where
     */
    record NoticedBlindSpot(BlindSpot blindSpot, String words) implements Limitation {}

    /**
     * A list that was not read to its end.
     *
     * @param what the things that are listed, in the plural
     * @param read how many were read
     * @param leftOut how many were not; absent where the list does not say
     */
    record ReachedLimit(String what, int read, OptionalInt leftOut) implements Limitation {
        @Override
        public String words() {
            return leftOut.isPresent()
                    ? "%d of %d %s were read".formatted(read, read + leftOut.getAsInt(), what)
                    : "the first %d %s were read, and there are more".formatted(read, what);
        }
    }
}
