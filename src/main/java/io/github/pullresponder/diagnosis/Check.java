package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pullerror.Symptom;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks one question about one cause, or about a few that share their evidence.
 *
 * <p>A check is stateless, does no input or output of its own, and catches nothing: a fact that cannot be read makes the check
 * undetermined.
 */
public abstract sealed class Check permits PullCheck, IdentityCheck {
    private final String id;
    private final String question;
    private final List<Cause> causes;
    private final Set<Symptom> symptoms;

    /**
     * Describes the check.
     *
     * @param id stable, in lower case with hyphens: reports contain it
     * @param question what should be true, as a statement
     * @param causes what it can confirm; their symptoms are those that it looks at
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

    /** The symptoms that its causes can have. */
    public final Set<Symptom> symptoms() {
        return Set.copyOf(symptoms);
    }

    /** Whether the check applies to these symptoms only, even where the error says nothing of the cause. */
    protected boolean readsMessageFirst() {
        return false;
    }

    static List<Cause> causes(Cause first, Cause... others) {
        return Stream.concat(Stream.of(first), Stream.of(others)).toList();
    }
}
