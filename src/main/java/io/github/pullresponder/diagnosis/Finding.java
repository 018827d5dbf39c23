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
        if (evidence.isEmpty()) {
            throw new IllegalArgumentException("a finding needs evidence");
        }
    }

    /** A cause with one sentence; it becomes a finding by its first evidence. */
    public static Draft of(Cause cause, String summary) {
        return new Draft(cause, summary);
    }

    /** A finding that has no evidence yet. */
    public record Draft(Cause cause, String summary) {
        @FormatMethod
        public Finding because(Source source, @FormatString String fact, Object... details) {
            return because(List.of(Evidence.of(source, fact, details)));
        }

        public Finding because(List<Evidence> evidence) {
            return new Finding(cause, Confidence.CONFIRMED, summary, evidence, List.of());
        }
    }

    @FormatMethod
    public Finding because(Source source, @FormatString String fact, Object... details) {
        return because(List.of(Evidence.of(source, fact, details)));
    }

    public Finding because(List<Evidence> more) {
        return new Finding(cause, confidence, summary, plus(evidence, more), remedies);
    }

    public Finding fix(Remedy remedy) {
        return new Finding(cause, confidence, summary, evidence, plus(remedies, List.of(remedy)));
    }

    /** Adds a remedy; if there is one already, as an alternative to it. */
    public Finding orFix(Remedy remedy) {
        return fix(remedies.isEmpty() ? remedy : remedy.asAnotherWay());
    }

    /** The same, not proven: something that would have to be known could not be read. */
    public Finding asLikely() {
        return new Finding(cause, Confidence.LIKELY, summary, evidence, remedies);
    }

    private static <T> List<T> plus(List<T> list, List<T> more) {
        var longer = new ArrayList<>(list);
        longer.addAll(more);
        return longer;
    }
}
