package io.github.pullresponder.pullerror;

/** The step of a pull that a runtime names before the cause; an inner step is named later and takes precedence. */
record RecognizedPullStage(PullStage stage, AttemptCredentialPresence credentials) implements PhraseMeaning {}
