package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import java.util.Set;

/**
 * Asks one question about one cause, or about a few that share their evidence.
 *
 * <p>A check is stateless, does no input or output of its own, and catches nothing: what it cannot read makes it
 * undetermined without its doing.
 */
public interface Check {
    /** Stable, in lower case with hyphens: it is in reports. */
    String id();

    /** What should be true, as a question. */
    String question();

    /** The symptoms this check's causes can produce. */
    Set<Symptom> explains();

    Verdict examine(PullContext pull);
}
