package io.github.pullresponder.diagnosis;

/** A check that the message decides: it applies to its symptoms only. */
public abstract class MessageCheck extends PullCheck {

    protected MessageCheck(String id, String question, Cause cause, Cause... others) {
        super(id, question, cause, others);
    }

    @Override
    protected final boolean readsMessageFirst() {
        return true;
    }
}
