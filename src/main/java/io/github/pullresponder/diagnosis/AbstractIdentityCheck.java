package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import java.util.Optional;

/**
 * A check of one identity. {@link IdentityVerdictMatrix} runs it for each identity that can authenticate the pull, and combines the
 * verdicts.
 */
public abstract non-sealed class AbstractIdentityCheck extends Check {

    protected AbstractIdentityCheck(String id, String question, Cause cause, Cause... others) {
        super(id, question, causes(cause, others));
    }

    /** Examines one identity. The verdict is "not applicable" for other kinds of identities. */
    protected abstract Verdict examine(PullingIdentity identity, PullContext pull);

    /** Returns true if the check helps to decide if an identity can pull; false if it only explains another check's finding. */
    protected boolean judgesAccess() {
        return true;
    }

    /** Returns true if "ruled out" by this check proves pull access, as far as this check knows. */
    protected boolean provesAccess() {
        return false;
    }

    /** Returns true if an undetermined verdict of this check leaves the identity's pull access unknown. */
    protected boolean leavesAccessOpen() {
        return true;
    }

    /** A remedy that replaces a failing pull secret. */
    protected Optional<Remedy> alternativeToPullSecret(PullContext pull) {
        return Optional.empty();
    }
}
