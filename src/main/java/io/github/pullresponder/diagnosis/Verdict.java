package io.github.pullresponder.diagnosis;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Limitation;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Read and found in order. The evidence is about the subject of the check, as that of a finding is. */
    record RuledOut(String detail, List<Evidence> evidence, List<Finding> advisories) implements Verdict {
        public RuledOut {
            evidence = List.copyOf(evidence);
            if (evidence.isEmpty()) {
                throw new IllegalArgumentException("what is ruled out needs evidence");
            }
        }

        /** Adds another fact that rules the cause out; the detail stays. */
        @FormatMethod
        public RuledOut because(Source source, @FormatString String fact, Object... details) {
            return new RuledOut(
                    detail,
                    Stream.concat(evidence.stream(), Stream.of(Evidence.of(source, fact, details)))
                            .toList(),
                    advisories);
        }
    }

    /**
     * Could not be settled.
     *
     * @param needs the permission that would settle it
     * @param limitation the blind spot or the limit that is the reason, if one is
     * @param suspect what it looks like all the same: reported as likely, never as confirmed
     */
    record Undetermined(
            String detail,
            Optional<Permission> needs,
            Optional<Limitation> limitation,
            Optional<Finding> suspect,
            List<Finding> advisories)
            implements Verdict {
        public Undetermined suspecting(Finding finding) {
            return new Undetermined(detail, needs, limitation, Optional.of(finding), advisories);
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

    /** The fact that rules the cause out, and where it was read. */
    @FormatMethod
    static RuledOut ruledOut(Source source, @FormatString String fact, Object... details) {
        var evidence = Evidence.of(source, fact, details);
        return new RuledOut(evidence.fact(), List.of(evidence), List.of());
    }

    static RuledOut ruledOut(String detail, List<Evidence> evidence) {
        return new RuledOut(detail, evidence, List.of());
    }

    @FormatMethod
    static Undetermined undetermined(String detail, Object... details) {
        return new Undetermined(
                detail.formatted(details), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    static Undetermined undetermined(EvidenceUnavailableException unreadable) {
        return new Undetermined(
                unreadable.getMessage(), unreadable.needs(), unreadable.limitation(), Optional.empty(), List.of());
    }

    /** A blind spot was noticed: what was noticed, and where. */
    @FormatMethod
    static Undetermined notVisible(BlindSpot blindSpot, @FormatString String noticed, Object... details) {
        return undetermined(EvidenceUnavailableException.notVisible(blindSpot, noticed, details));
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
            return new RuledOut(it.detail, it.evidence, List.copyOf(more));
        }
        if (this instanceof Undetermined it) {
            return new Undetermined(it.detail, it.needs, it.limitation, it.suspect, List.copyOf(more));
        }
        return new NotApplicable(detail(), List.copyOf(more));
    }
}
