package io.github.pullresponder.incident;

import io.github.pullresponder.delivery.Archive;
import io.github.pullresponder.delivery.Messenger;
import io.github.pullresponder.delivery.NotDelivered;
import io.github.pullresponder.delivery.Notice;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.incident.Incidents.Turn;
import io.github.pullresponder.storage.StorageUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Records the incidents of a diagnosis, and, where they are news, keeps its report and tells people once.
 *
 * <p>The order makes a crash harmless at every point: the report is kept before anybody is told of it, and the turn to tell is
 * taken right before the card is sent. If the process dies between that and the note that the card was accepted, nobody can
 * know whether it was; the card is then not sent a second time, and the follow-up tells the incident again if it goes on.
 */
final class Teller {
    private final Incidents incidents;
    private final Archive archive;
    private final Messenger messenger;
    private final Consumer<Diagnosis> witness;

    /** @param witness sees every diagnosis that is made */
    Teller(Incidents incidents, Archive archive, Messenger messenger, Consumer<Diagnosis> witness) {
        this.incidents = incidents;
        this.archive = archive;
        this.messenger = messenger;
        this.witness = witness;
    }

    /** The incidents of a diagnosis: one for each cause, or for the symptom where no cause is known. */
    static List<Incident.Key> incidentsOf(Diagnosis diagnosis) {
        var cluster = diagnosis.subject().cluster().map(Object::toString).orElse("");
        var registry = diagnosis.subject().registry().orElse("");
        var causes = diagnosis.causeIds();
        if (causes.isEmpty()) {
            return switch (diagnosis.occasion()) {
                case FORESEEN, CREDENTIALS -> List.of();
                case FAILED, UNDIAGNOSED ->
                    List.of(new Incident.Key(
                            cluster, registry, diagnosis.error().symptom().name()));
            };
        }
        return causes.stream()
                .map(cause -> new Incident.Key(cluster, registry, cause))
                .toList();
    }

    /**
     * @param owner the id of the queue message
     * @return whether people were told
     * @throws NotDelivered if they could not be told yet
     * @throws StorageUnavailable if something could not be kept
     */
    boolean tell(Diagnosis diagnosis, Sighting sighting, String owner) {
        witness.accept(diagnosis);
        var keys = incidentsOf(diagnosis);
        var hasNews = keys.stream().anyMatch(key -> incidents.hasNews(key, sighting));
        if (hasNews) {
            archive.keep(diagnosis, sighting.correlation());
        }
        keys.forEach(key -> incidents.record(key, hasNews ? sighting : sighting.withoutReport()));
        var turns = new ArrayList<Turn.Tell>();
        for (var key : keys) {
            var turn = incidents.turnOf(key, owner);
            if (turn instanceof Turn.Tell tell) {
                turns.add(tell);
            } else if (turn instanceof Turn.MayBeTold) {
                incidents.mayBeTold(key);
            }
        }
        var told = turns.stream()
                .min(Comparator.comparing(Turn.Tell::reason))
                .map(most -> {
                    post(
                            noticeOf(diagnosis, most),
                            turns.stream().map(Turn.Tell::incident).toList());
                    return true;
                })
                .orElse(false);
        keys.forEach(this::keepState);
        return told;
    }

    /** The latest state of an incident lies beside the reports, for those who look there. */
    void keepState(Incident.Key key) {
        incidents
                .find(key)
                .ifPresent(incident -> archive.keepState(IncidentState.nameOf(key), IncidentState.json(incident)));
    }

    /**
     * Stores a message that could not be worked on.
     *
     * @return the name under which it is kept
     */
    String keepGivenUp(String item, String message) {
        return archive.keepGivenUp(item, message);
    }

    /** There is nothing to tell. */
    void witness(Diagnosis diagnosis) {
        witness.accept(diagnosis);
    }

    private static Notice noticeOf(Diagnosis diagnosis, Turn.Tell most) {
        var incident = most.incident();
        return new Notice.Found(
                most.reason(), diagnosis, incident.pods().count(), Optional.of(beginOf(diagnosis, incident)));
    }

    private static Instant beginOf(Diagnosis diagnosis, Incident incident) {
        return diagnosis
                .subject()
                .since()
                .filter(since -> since.isBefore(incident.openedAt()))
                .orElse(incident.openedAt());
    }

    /** Tells of incidents whose turn was taken. */
    void post(Notice notice, List<Incident> told) {
        try {
            messenger.tell(notice);
        } catch (NotDelivered | StorageUnavailable e) {
            told.forEach(incident -> incidents.untold(incident.key()));
            throw e;
        }
        told.forEach(incident -> incidents.told(incident.key()));
    }
}
