package io.github.pullresponder.incident;

import io.github.pullresponder.delivery.Archive;
import io.github.pullresponder.delivery.Messenger;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Diagnostician;
import io.github.pullresponder.storage.Storage;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** What looks into work items and what follows up on them, over the same incidents. */
public final class Investigations {
    private final Investigator investigator;
    private final FollowUp followUp;

    /**
     * @param coolDown how long something that goes on is not told again
     * @param witness sees every diagnosis that is made
     */
    public Investigations(
            Diagnostician diagnostician,
            ChangeExaminer changes,
            Storage storage,
            Archive archive,
            Messenger messenger,
            Clock clock,
            Duration coolDown,
            Consumer<Diagnosis> witness) {
        var incidents = new Incidents(storage.table(), clock, coolDown);
        var teller = new Teller(incidents, archive, messenger, witness);
        var resolutions = new Resolutions(storage.table(), incidents, teller);
        this.investigator = new Investigator(
                diagnostician,
                changes,
                new Claims(storage.table(), clock),
                incidents,
                resolutions,
                teller,
                storage.queue(),
                clock);
        this.followUp = new FollowUp(
                diagnostician, incidents, resolutions, teller, new Housekeeping(storage.table(), clock), clock);
    }

    public Investigator investigator() {
        return investigator;
    }

    public FollowUp followUp() {
        return followUp;
    }
}
