package io.github.pullresponder.read;

import java.util.OptionalInt;

/** A reason why a check cannot decide although every read succeeded: the report names each one that matters. */
public sealed interface Limitation {
    /** The observation, in one sentence without a period. */
    String words();

    /**
     * A blind spot that this pull has.
     *
     * @param words the observation and its place
     */
    record NoticedBlindSpot(BlindSpot blindSpot, String words) implements Limitation {}

    /**
     * A list that was not read completely.
     *
     * @param what the listed things, in the plural
     * @param read the number that was read
     * @param leftOut the number that was not read; absent if the list does not say
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
