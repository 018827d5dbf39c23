package io.github.pullresponder.diagnosis;

import io.github.pullresponder.evidence.Permission;
import io.github.pullresponder.evidence.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A check's answer. */
public sealed interface Verdict {
    /** One sentence for the list of checks. */
    String detail();

    /** What was seen on the way and is wrong, but does not explain the failure. */
    List<Finding> advisories();

    /** The check's cause is why the pull fails. */
    record Confirmed(Finding finding, List<Finding> advisories) implements Verdict {
        @Override
        public String detail() {
            return finding.summary();
        }
    }

    /** Read and found in order. */
    record RuledOut(String detail, List<Finding> advisories) implements Verdict {}

    /** Could not be settled; {@code needs} is the permission that would. */
    record Undetermined(String detail, Optional<Permission> needs, List<Finding> advisories) implements Verdict {}

    /** The question does not arise for this pull. */
    record NotApplicable(String detail, List<Finding> advisories) implements Verdict {}

    static Verdict confirmed(Finding finding) {
        return new Confirmed(finding, List.of());
    }

    static Verdict ruledOut(String detail, Object... details) {
        return new RuledOut(detail.formatted(details), List.of());
    }

    static Verdict undetermined(String detail, Object... details) {
        return new Undetermined(detail.formatted(details), Optional.empty(), List.of());
    }

    static Verdict undetermined(Unreadable unreadable) {
        return new Undetermined(unreadable.getMessage(), unreadable.needs(), List.of());
    }

    static Verdict notApplicable(String detail, Object... details) {
        return new NotApplicable(detail.formatted(details), List.of());
    }

    default Verdict advising(Finding advisory) {
        var more = new ArrayList<>(advisories());
        more.add(advisory);
        if (this instanceof Confirmed it) {
            return new Confirmed(it.finding, List.copyOf(more));
        }
        if (this instanceof RuledOut it) {
            return new RuledOut(it.detail, List.copyOf(more));
        }
        if (this instanceof Undetermined it) {
            return new Undetermined(it.detail, it.needs, List.copyOf(more));
        }
        return new NotApplicable(detail(), List.copyOf(more));
    }
}
