package io.github.pullresponder.diagnosis;

import com.google.errorprone.annotations.FormatMethod;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A check's answer. */
public sealed interface Verdict {
    /** One sentence for the list of checks. */
    String detail();

    /** What was seen on the way and is wrong, but does not explain the failure. */
    List<Finding> advisories();

    /** The check's cause is why the pull fails. */
    record Confirmed(List<Finding> findings, List<Finding> advisories) implements Verdict {
        public Finding finding() {
            return findings.get(0);
        }

        @Override
        public String detail() {
            return findings.stream().map(Finding::summary).collect(Collectors.joining("; "));
        }
    }

    /** Read and found in order. */
    record RuledOut(String detail, List<Finding> advisories) implements Verdict {}

    /**
     * Could not be settled.
     *
     * @param needs the permission that would settle it
     * @param suspect what it looks like all the same: reported as likely, never as confirmed
     */
    record Undetermined(String detail, Optional<Permission> needs, Optional<Finding> suspect, List<Finding> advisories)
            implements Verdict {
        public Undetermined suspecting(Finding finding) {
            return new Undetermined(detail, needs, Optional.of(finding), advisories);
        }
    }

    /** The question does not arise for this pull. */
    record NotApplicable(String detail, List<Finding> advisories) implements Verdict {}

    static Verdict confirmed(Finding finding) {
        return confirmed(List.of(finding));
    }

    static Verdict confirmed(List<Finding> findings) {
        return new Confirmed(List.copyOf(findings), List.of());
    }

    @FormatMethod
    static Verdict ruledOut(String detail, Object... details) {
        return new RuledOut(detail.formatted(details), List.of());
    }

    @FormatMethod
    static Undetermined undetermined(String detail, Object... details) {
        return new Undetermined(detail.formatted(details), Optional.empty(), Optional.empty(), List.of());
    }

    static Undetermined undetermined(EvidenceUnavailableException unreadable) {
        return new Undetermined(unreadable.getMessage(), unreadable.needs(), Optional.empty(), List.of());
    }

    @FormatMethod
    static Verdict notApplicable(String detail, Object... details) {
        return new NotApplicable(detail.formatted(details), List.of());
    }

    default Verdict advising(Finding advisory) {
        var more = new ArrayList<>(advisories());
        more.add(advisory);
        if (this instanceof Confirmed it) {
            return new Confirmed(it.findings, List.copyOf(more));
        }
        if (this instanceof RuledOut it) {
            return new RuledOut(it.detail, List.copyOf(more));
        }
        if (this instanceof Undetermined it) {
            return new Undetermined(it.detail, it.needs, it.suspect, List.copyOf(more));
        }
        return new NotApplicable(detail(), List.copyOf(more));
    }
}
