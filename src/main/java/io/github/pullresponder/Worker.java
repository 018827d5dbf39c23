package io.github.pullresponder;

import io.github.pullresponder.incident.Investigator;
import io.github.pullresponder.incident.Outcome;
import io.github.pullresponder.sweep.CredentialSweep;
import io.github.pullresponder.work.WorkItem.SweepContinued;
import io.github.pullresponder.work.WorkItemJson;
import java.util.function.Supplier;

/** Hands a queue message to whoever does its work. */
public final class Worker {
    private final Investigator investigator;
    private final Supplier<CredentialSweep> credentialSweep;

    Worker(Investigator investigator, Supplier<CredentialSweep> credentialSweep) {
        this.investigator = investigator;
        this.credentialSweep = credentialSweep;
    }

    /**
     * Does what a message asks for; what it throws makes the message come back.
     *
     * @param owner the id of the queue message, the same at every delivery of it
     */
    public Outcome work(String message, String owner) {
        return WorkItemJson.read(message) instanceof SweepContinued rest
                ? credentialSweep.get().goOn(rest, owner)
                : investigator.investigate(message, owner);
    }
}
