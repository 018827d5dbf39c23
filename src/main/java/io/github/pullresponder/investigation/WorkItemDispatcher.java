package io.github.pullresponder.investigation;

import io.github.pullresponder.expiry.CredentialSweep;
import io.github.pullresponder.queue.RunSummary;
import io.github.pullresponder.queue.WorkItem.SweepContinued;
import io.github.pullresponder.queue.WorkItemJsonMapper;
import java.util.function.Supplier;

/** Passes a queue message to the handler of its kind. */
public final class WorkItemDispatcher {
    private final InvestigationHandler investigator;
    private final Supplier<CredentialSweep> credentialSweep;

    public WorkItemDispatcher(InvestigationHandler investigator, Supplier<CredentialSweep> credentialSweep) {
        this.investigator = investigator;
        this.credentialSweep = credentialSweep;
    }

    /**
     * Processes a queue message; after an exception, the message comes back.
     *
     * @param owner the id of the queue message, the same at every delivery
     */
    public RunSummary dispatch(String message, String owner) {
        return WorkItemJsonMapper.read(message) instanceof SweepContinued rest
                ? credentialSweep.get().continueSweep(rest, owner)
                : investigator.investigate(message, owner);
    }
}
