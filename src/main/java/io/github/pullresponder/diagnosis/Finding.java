package io.github.pullresponder.diagnosis;

import io.github.pullresponder.evidence.Source;
import java.util.ArrayList;
import java.util.List;

/** A cause that was found, why it is believed, and what to do. */
public record Finding(Cause cause, String summary, List<Evidence> evidence, List<Remedy> remedies) {
    public Finding {
        evidence = List.copyOf(evidence);
        remedies = List.copyOf(remedies);
    }

    public static Finding of(Cause cause, String summary) {
        return new Finding(cause, summary, List.of(), List.of());
    }

    public Finding because(Source source, String fact, Object... details) {
        return new Finding(cause, summary, plus(evidence, new Evidence(fact.formatted(details), source)), remedies);
    }

    public Finding fix(Remedy remedy) {
        return new Finding(cause, summary, evidence, plus(remedies, remedy));
    }

    private static <T> List<T> plus(List<T> list, T element) {
        var longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }
}
