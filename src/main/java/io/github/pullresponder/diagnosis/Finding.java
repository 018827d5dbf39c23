package io.github.pullresponder.diagnosis;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.github.pullresponder.read.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A cause that was found, why it is believed, and what to do. */
public record Finding(
        Cause cause, Confidence confidence, String summary, List<Evidence> evidence, List<Remedy> remedies) {
    /** How sure it is. */
    public enum Confidence {
        CONFIRMED,
        LIKELY;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Finding {
        evidence = List.copyOf(evidence);
        remedies = List.copyOf(remedies);
    }

    public static Finding of(Cause cause, String summary) {
        return new Finding(cause, Confidence.CONFIRMED, summary, List.of(), List.of());
    }

    @FormatMethod
    public Finding because(Source source, @FormatString String fact, Object... details) {
        return new Finding(
                cause, confidence, summary, plus(evidence, new Evidence(fact.formatted(details), source)), remedies);
    }

    public Finding fix(Remedy remedy) {
        return new Finding(cause, confidence, summary, evidence, plus(remedies, remedy));
    }

    /** With one more way to mend it: beside another it is told as an alternative. */
    public Finding orFix(Remedy remedy) {
        return fix(remedies.isEmpty() ? remedy : remedy.asAnotherWay());
    }

    /** The same, not proven: something that would have to be known could not be read. */
    public Finding asLikely() {
        return new Finding(cause, Confidence.LIKELY, summary, evidence, remedies);
    }

    private static <T> List<T> plus(List<T> list, T element) {
        var longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }
}
