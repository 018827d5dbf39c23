package io.github.pullresponder.diagnosis;

/** A check that depends only on the message: it applies only to its symptoms. */
public abstract class AbstractMessageCheck extends AbstractWholePullCheck {

    protected AbstractMessageCheck(String id, String question, Cause cause, Cause... others) {
        super(id, question, cause, others);
    }

    @Override
    protected final boolean readsMessageFirst() {
        return true;
    }
}
