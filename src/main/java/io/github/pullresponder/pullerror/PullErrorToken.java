package io.github.pullresponder.pullerror;

/** An item in a message, from {@code start} to before {@code end}. */
record PullErrorToken(PhraseMeaning meaning, int start, int end) {}
