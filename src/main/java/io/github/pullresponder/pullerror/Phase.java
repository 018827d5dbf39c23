package io.github.pullresponder.pullerror;

/** The step of a pull that a runtime names before the cause; an inner one is named later and counts. */
record Phase(PullStage stage, Credentials credentials) implements PhraseMeaning {}
