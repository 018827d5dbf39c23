package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pull.PullContext;

/** A check of the pull as a whole. */
public abstract non-sealed class AbstractWholePullCheck extends Check {

    protected AbstractWholePullCheck(String id, String question, Cause cause, Cause... others) {
        super(id, question, causes(cause, others));
    }

    protected abstract Verdict examine(PullContext pull);
}
