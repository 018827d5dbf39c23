package io.github.pullresponder.sweep;

import io.github.pullresponder.delivery.Archive;
import io.github.pullresponder.delivery.FoundNotification;
import io.github.pullresponder.delivery.NotDelivered;
import io.github.pullresponder.delivery.NotificationKind;
import io.github.pullresponder.delivery.Notifier;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Occasion;
import io.github.pullresponder.diagnosis.ReportId;
import io.github.pullresponder.diagnosis.Stopwatch;
import io.github.pullresponder.diagnosis.Subject;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.CallTally;
import io.github.pullresponder.evidence.EvidenceProvider;
import io.github.pullresponder.evidence.Reads;
import io.github.pullresponder.incident.Outcome;
import io.github.pullresponder.pull.PullErrorParser;
import io.github.pullresponder.storage.StorageUnavailable;
import io.github.pullresponder.storage.Table;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Looks through the credentials that clusters pull with, before they expire: those of the clusters' service principals, of the
 * service principals in pull secrets, and of registry tokens.
 *
 * <p>What has crossed a further threshold is told on one card. That it was told is written down when the card is accepted: a
 * card that is not is sent at the next try, and a process that dies between the two tells it once more, with the next sweep.
 */
public final class CredentialSweep {
    private static final Trigger TRIGGER = new Trigger(Trigger.Kind.TIMER, "CredentialExpirySweep");

    private final EvidenceProvider evidence;
    private final Reads reads;
    private final Table table;
    private final Archive archive;
    private final Notifier notifier;
    private final Clock clock;
    private final List<Integer> expiryDays;
    private final Consumer<Diagnosis> witness;

    /**
     * @param expiryDays how many days before its end a credential is told of
     * @param witness sees what was found, whether it is told or not
     */
    public CredentialSweep(
            EvidenceProvider evidence,
            Reads reads,
            Table table,
            Archive archive,
            Notifier notifier,
            Clock clock,
            List<Integer> expiryDays,
            Consumer<Diagnosis> witness) {
        this.evidence = evidence;
        this.reads = reads;
        this.table = table;
        this.archive = archive;
        this.notifier = notifier;
        this.clock = clock;
        this.expiryDays = List.copyOf(expiryDays);
        this.witness = witness;
    }

    /**
     * Reports each credential that has expired or soon will, once for each threshold.
     *
     * @throws NotDelivered if people could not be told yet
     * @throws StorageUnavailable if it cannot be known what was told, or the report cannot be kept
     */
    public Outcome run() {
        var stopwatch = Stopwatch.started();
        var thresholds = new Thresholds(expiryDays, clock.instant());
        var told = ToldCredentials.in(table, thresholds);
        var tally = new CallTally();
        var estate = new CredentialReading(evidence.open(tally), reads).read();
        var lookedAt = lookedAt(estate, thresholds);
        var lapses = lookedAt.stream().flatMap(it -> it.lapses().stream()).toList();
        var due = lapses.stream()
                .filter(told::isDue)
                .sorted(Comparator.comparing((Lapse lapse) -> lapse.end().orElse(Instant.MIN))
                        .thenComparing(Lapse::key))
                .toList();
        var results = Stream.concat(lookedAt.stream().map(LookedAt::result), estate.unread().stream())
                .toList();
        var diagnosis = diagnosis(thresholds.now(), due, results, stopwatch.elapsed(), tally);
        witness.accept(diagnosis);
        if (!due.isEmpty()) {
            archive.keep(diagnosis);
            notifier.send(FoundNotification.of(NotificationKind.EXPIRING, diagnosis, 0, Optional.empty()));
        }
        return outcome(estate, lapses, diagnosis).with("remembered", isRemembered(told, due, lapses, diagnosis));
    }

    private static List<LookedAt> lookedAt(SweptEstate estate, Thresholds thresholds) {
        return Stream.of(
                        new ClusterCredentials(estate, thresholds).lookedAt(),
                        new PullSecretCredentials(estate, thresholds).lookedAt(),
                        new TokenCredentials(estate, thresholds).lookedAt())
                .flatMap(List::stream)
                .toList();
    }

    /** The card is out: to fail now would send it again. What could not be read may be as it was. */
    private static boolean isRemembered(
            ToldCredentials told, List<Lapse> due, List<Lapse> lapses, Diagnosis diagnosis) {
        try {
            told.remember(due);
            if (diagnosis.withVerdict(Verdict.Undetermined.class).isEmpty()) {
                told.forgetAllBut(lapses);
            }
            return true;
        } catch (StorageUnavailable e) {
            return false;
        }
    }

    private static Diagnosis diagnosis(
            Instant begin, List<Lapse> due, List<CheckResult> results, Duration elapsed, CallTally tally) {
        return new Diagnosis(
                ReportId.fresh(begin),
                begin,
                Occasion.CREDENTIALS,
                TRIGGER,
                new Subject(
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                PullErrorParser.parse(""),
                due.stream().map(Lapse::finding).toList(),
                List.of(),
                results,
                List.of(),
                List.of(),
                elapsed,
                tally.calls());
    }

    private static Outcome outcome(SweptEstate estate, List<Lapse> lapses, Diagnosis diagnosis) {
        return Outcome.of("swept")
                .with("clusters", estate.clusters().size())
                .with("registries", estate.registries().size())
                .with("principals", estate.apps().size())
                .with("expiring", lapses.size())
                .with("told", diagnosis.causes().size())
                .with(
                        "notChecked",
                        diagnosis.withVerdict(Verdict.Undetermined.class).stream()
                                .map(check -> check.verdict().detail())
                                .distinct()
                                .toList());
    }
}
