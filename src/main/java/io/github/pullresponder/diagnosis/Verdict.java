package io.github.pullresponder.diagnosis;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.read.Limitation;
import io.github.pullresponder.read.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The result of a check. */
public sealed interface Verdict {
    /** One sentence for the list of checks. */
    String detail();

    /** Misconfigurations that the check found and that do not explain the failure. */
    List<Finding> advisories();

    /** The check's cause explains the failure. */
    record Confirmed(List<Finding> findings, List<Finding> advisories) implements Verdict {
        public Finding finding() {
            return findings.get(0);
        }

        @Override
        public String detail() {
            return findings.stream().map(Finding::summary).collect(Collectors.joining("; "));
        }
    }

    /** The check's cause is not present. The evidence is about the subject of the check, as in a finding. */
    record RuledOut(String detail, List<Evidence> evidence, List<Finding> advisories) implements Verdict {
        public RuledOut {
            evidence = List.copyOf(evidence);
            if (evidence.isEmpty()) {
                throw new IllegalArgumentException("a ruled-out cause needs evidence");
            }
        }

        /** Adds another fact that rules the cause out; the detail does not change. */
        @FormatMethod
        public RuledOut because(FactSource source, @FormatString String fact, Object... details) {
            return new RuledOut(
                    detail,
                    Stream.concat(evidence.stream(), Stream.of(Evidence.of(source, fact, details)))
                            .toList(),
                    advisories);
        }
    }

    /**
     * The check could not decide.
     *
     * @param needs the missing permission
     * @param limitation the blind spot or the limit that is the reason, if there is one
     * @param suspect the likely cause: reported as likely, never as confirmed
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

    /** The check does not apply to this pull. */
    record NotApplicable(String detail, List<Finding> advisories) implements Verdict {}

    static Verdict confirmed(Finding finding) {
        return confirmed(List.of(finding));
    }

    static Verdict confirmed(List<Finding> findings) {
        return new Confirmed(List.copyOf(findings), List.of());
    }

    /** Rules the cause out, with the fact and its source. */
    @FormatMethod
    static RuledOut ruledOut(FactSource source, @FormatString String fact, Object... details) {
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

    /** Undetermined because of a blind spot, with the observed fact. */
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
        if (this instanceof Confirmed confirmed) {
            return new Confirmed(confirmed.findings, List.copyOf(more));
        }
        if (this instanceof RuledOut ruledOut) {
            return new RuledOut(ruledOut.detail, ruledOut.evidence, List.copyOf(more));
        }
        if (this instanceof Undetermined open) {
            return new Undetermined(open.detail, open.needs, open.limitation, open.suspect, List.copyOf(more));
        }
        return new NotApplicable(detail(), List.copyOf(more));
    }
}
