package io.github.pullresponder.diagnosis;

import io.github.pullresponder.network.NetworkHop;
import io.github.pullresponder.pull.TriggerMessageNote;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.Symptom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The report on a failed pull, or on a pull that a request names.
 *
 * @param identities the identities that can authenticate the pull, each with its pull access and the reason; for 401s
 * @param path the hops between the nodes and the registry; for network failures
 */
public record Diagnosis(
        BaseReportData head,
        ReportSubject subject,
        PullError error,
        PullRetryHistory history,
        Optional<TriggerMessageNote> messageNote,
        List<IdentityAssessment> identities,
        List<NetworkHop> path)
        implements Report {
    public Diagnosis {
        identities = List.copyOf(identities);
        path = List.copyOf(path);
    }

    @Override
    public boolean hasFailed() {
        return true;
    }

    @Override
    public Symptom symptom() {
        return error.symptom();
    }

    @Override
    public Optional<Instant> since() {
        return history.since();
    }

    @Override
    public <T> T accept(Visitor<T> visitor) {
        return visitor.visit(this);
    }
}
