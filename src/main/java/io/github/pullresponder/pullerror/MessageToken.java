package io.github.pullresponder.pullerror;

/** An item in a message, from {@code start} to before {@code end}. */
record MessageToken(PhraseMeaning meaning, int start, int end) {}
