package io.github.pullresponder.diagnosis;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.github.pullresponder.read.FactSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A cause with its evidence and its remedies. */
public record Finding(
        Cause cause, Confidence confidence, String summary, List<Evidence> evidence, List<Remedy> remedies) {
    /** The certainty of a finding. */
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

    /** A cause with a summary; it becomes a finding with its first evidence. */
    public static Draft of(Cause cause, String summary) {
        return new Draft(cause, summary);
    }

    /** A finding without evidence. */
    public record Draft(Cause cause, String summary) {
        @FormatMethod
        public Finding because(FactSource source, @FormatString String fact, Object... details) {
            return because(List.of(Evidence.of(source, fact, details)));
        }

        public Finding because(List<Evidence> evidence) {
            return new Finding(cause, Confidence.CONFIRMED, summary, evidence, List.of());
        }
    }

    @FormatMethod
    public Finding because(FactSource source, @FormatString String fact, Object... details) {
        return because(List.of(Evidence.of(source, fact, details)));
    }

    public Finding because(List<Evidence> more) {
        return new Finding(cause, confidence, summary, plus(evidence, more), remedies);
    }

    public Finding fix(Remedy remedy) {
        return new Finding(cause, confidence, summary, evidence, plus(remedies, List.of(remedy)));
    }

    /** Adds a remedy; if the finding has one already, as an alternative to it. */
    public Finding orFix(Remedy remedy) {
        return fix(remedies.isEmpty() ? remedy : remedy.asAlternative());
    }

    /** Returns the same finding as likely: a fact that could refute it could not be read. */
    public Finding asLikely() {
        return new Finding(cause, Confidence.LIKELY, summary, evidence, remedies);
    }

    private static <T> List<T> plus(List<T> list, List<T> more) {
        var longer = new ArrayList<>(list);
        longer.addAll(more);
        return longer;
    }
}
