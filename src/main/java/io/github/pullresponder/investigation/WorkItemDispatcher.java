package io.github.pullresponder.investigation;

import io.github.pullresponder.expiry.CredentialSweep;
import io.github.pullresponder.queue.RunSummary;
import io.github.pullresponder.queue.WorkItem.SweepContinued;
import io.github.pullresponder.queue.WorkItemJson;
import java.util.function.Supplier;

/** Hands a queue message to the handler of its kind. */
public final class WorkItemDispatcher {
    private final InvestigationHandler investigator;
    private final Supplier<CredentialSweep> credentialSweep;

    public WorkItemDispatcher(InvestigationHandler investigator, Supplier<CredentialSweep> credentialSweep) {
        this.investigator = investigator;
        this.credentialSweep = credentialSweep;
    }

    /**
     * Does what a message asks for; what it throws makes the message come back.
     *
     * @param owner the id of the queue message, the same at every delivery of it
     */
    public RunSummary work(String message, String owner) {
        return WorkItemJson.read(message) instanceof SweepContinued rest
                ? credentialSweep.get().goOn(rest, owner)
                : investigator.investigate(message, owner);
    }
}
