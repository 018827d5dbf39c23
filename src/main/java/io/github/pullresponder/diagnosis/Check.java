package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pullerror.Symptom;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tests one statement that is true of a healthy pull. A check confirms one cause, or a few that share their evidence.
 *
 * <p>A check is stateless, does no input or output itself, and catches no exceptions: a fact that cannot be read makes the check
 * undetermined.
 */
public abstract sealed class Check permits AbstractWholePullCheck, AbstractIdentityCheck {
    private final String id;
    private final String question;
    private final List<Cause> causes;
    private final Set<Symptom> symptoms;

    /**
     * Describes the check.
     *
     * @param id the stable id in lower case with hyphens: reports contain it
     * @param question the statement that should be true
     * @param causes the causes that it can confirm; the check applies to their symptoms
     */
    Check(String id, String question, List<Cause> causes) {
        this.id = id;
        this.question = question;
        this.causes = List.copyOf(causes);
        this.symptoms = causes.stream()
                .flatMap(cause -> cause.symptoms().stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Symptom.class)));
    }

    public final String id() {
        return id;
    }

    public final String question() {
        return question;
    }

    public final List<Cause> causes() {
        return causes;
    }

    /** The symptoms of its causes. */
    public final Set<Symptom> symptoms() {
        return Set.copyOf(symptoms);
    }

    /** Returns true if the check applies only to its symptoms, even if the error is unspecific. */
    protected boolean readsMessageFirst() {
        return false;
    }

    static List<Cause> causes(Cause first, Cause... others) {
        return Stream.concat(Stream.of(first), Stream.of(others)).toList();
    }
}
