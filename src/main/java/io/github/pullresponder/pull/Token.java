package io.github.pullresponder.pull;

/** One thing found in a message, from {@code start} to before {@code end}. */
record Token(Meaning meaning, int start, int end) {}
