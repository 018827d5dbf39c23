package io.github.pullresponder.sweep;

import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Verdict;
import java.time.Duration;
import java.util.List;

/** What the sweep found out about one user of credentials. */
record LookedAt(CheckResult result, List<Lapse> lapses) {
    LookedAt {
        lapses = List.copyOf(lapses);
    }

    /** @param otherwise the verdict where nothing has expired or soon will */
    static LookedAt of(String id, String question, List<Lapse> lapses, Verdict otherwise) {
        var verdict = lapses.isEmpty()
                ? otherwise
                : Verdict.confirmed(lapses.stream().map(Lapse::finding).toList());
        return new LookedAt(new CheckResult(id, question, verdict, Duration.ZERO), lapses);
    }
}
