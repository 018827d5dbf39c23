package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import java.util.Optional;

/**
 * A check of one identity. {@link IdentityMatrix} asks it about each identity that can authenticate the pull, and decides what the
 * answers mean together.
 */
public abstract non-sealed class IdentityCheck extends Check {

    protected IdentityCheck(String id, String question, Cause cause, Cause... others) {
        super(id, question, causes(cause, others));
    }

    /** Examines one identity; to a kind of identity that it is not about, it does not apply. */
    protected abstract Verdict examine(PullingIdentity identity, PullContext pull);

    /** Whether the check helps to decide if an identity can pull. One that only explains another's finding does not. */
    protected boolean judgesAccess() {
        return true;
    }

    /** Whether an identity that this check rules out can pull, as far as this check knows. */
    protected boolean provesAccess() {
        return false;
    }

    /** Whether it is open if an identity can pull as long as this check is undetermined. */
    protected boolean leavesAccessOpen() {
        return true;
    }

    /** Another way to pull where a pull secret fails. */
    protected Optional<Remedy> alternativeToPullSecret(PullContext pull) {
        return Optional.empty();
    }
}
