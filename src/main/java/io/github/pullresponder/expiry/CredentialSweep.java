package io.github.pullresponder.expiry;

import io.github.pullresponder.delivery.ReportStore;
import io.github.pullresponder.diagnosis.BaseReportData;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.CredentialReport;
import io.github.pullresponder.diagnosis.ReadStatistics;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.ReportIds;
import io.github.pullresponder.diagnosis.Stopwatch;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.EvidenceSourcesFactory;
import io.github.pullresponder.expiry.SweepProgressStore.SweepState;
import io.github.pullresponder.notification.NotDeliveredException;
import io.github.pullresponder.notification.NotificationKind;
import io.github.pullresponder.notification.Notifier;
import io.github.pullresponder.notification.ReportNotificationFactory;
import io.github.pullresponder.queue.RunSummary;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.queue.WorkItem.SweepContinued;
import io.github.pullresponder.queue.WorkItemJsonMapper;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finds credentials for pulls that expire soon: those of the clusters' service principals, of the service principals in pull secrets,
 * and of registry tokens.
 *
 * <p>A part takes four minutes at most, because a function has five. Then it reports its findings, and a message on the queue continues
 * with the rest; the progress is a row of the table.
 *
 * <p>Each part sends one card with the credentials that reached another warning day. A warning is recorded after its card is accepted:
 * the next attempt sends a card that was not accepted, and if the process ends between the two, the next sweep sends it again.
 */
public final class CredentialSweep {
    /** The time for all reads of a part, before the card. */
    static final Duration BUDGET = Duration.ofMinutes(4);

    /** The minimum time in which reads may begin, if the deadline of a read is long. */
    private static final Duration SHORTEST = Duration.ofSeconds(30);

    /** The sequential reads of one cluster: its API, its pods, its secrets. */
    private static final int READS_IN_TURN = 3;

    private static final Trigger TRIGGER = new Trigger(TriggerType.TIMER, "CredentialExpirySweep");

    private final EvidenceSourcesFactory evidence;
    private final ReadExecutor reads;
    private final StorageTable table;
    private final WorkQueue queue;
    private final SweepProgressStore progress;
    private final ReportStore archive;
    private final Notifier notifier;
    private final Clock clock;
    private final Duration asking;
    private final List<Integer> expiryDays;
    private final Consumer<Report> listener;

    /**
     * @param readDeadline the time limit for one read
     * @param expiryDays the days before expiry on which a warning is sent
     * @param listener called with each report, including reports that are not sent
     */
    public CredentialSweep(
            EvidenceSourcesFactory evidence,
            ReadExecutor reads,
            StorageTable table,
            WorkQueue queue,
            ReportStore archive,
            Notifier notifier,
            Clock clock,
            Duration readDeadline,
            List<Integer> expiryDays,
            Consumer<Report> listener) {
        this.evidence = evidence;
        this.reads = reads;
        this.table = table;
        this.queue = queue;
        this.progress = new SweepProgressStore(table, clock);
        this.archive = archive;
        this.notifier = notifier;
        this.clock = clock;
        this.asking = asking(readDeadline);
        this.expiryDays = List.copyOf(expiryDays);
        this.listener = listener;
    }

    /**
     * Reports each credential that has expired or expires soon, once for each warning day. An unfinished sweep continues.
     *
     * @throws NotDeliveredException if a card was not accepted yet
     * @throws StorageUnavailableException if the sent warnings cannot be read, or the report or the progress cannot be stored
     */
    public RunSummary run() {
        var current = progress.current();
        if (current.isPresent()) {
            send(current.get());
            return RunSummary.of("continued").with("part", current.get().done() + 1);
        }
        return part(Optional.empty());
    }

    /**
     * Runs the next part.
     *
     * @param owner the id of the queue message, the same at every delivery
     * @throws EvidenceUnavailableException if the remaining clusters and registries cannot be listed at the moment
     * @throws NotDeliveredException as {@link #run}
     * @throws StorageUnavailableException as {@link #run}
     */
    public RunSummary continueSweep(SweepContinued rest, String owner) {
        var taken = progress.take(rest.sweep(), rest.part(), owner);
        if (taken.isPresent()) {
            return part(taken);
        }
        // The process may have ended after this part, and before the next one was on the queue.
        progress.current()
                .filter(state -> state.sweep().equals(rest.sweep()) && state.done() == rest.part())
                .ifPresent(this::send);
        return RunSummary.of("already swept").with("part", rest.part());
    }

    /** The time in which reads may begin: the last ones need the rest of the budget. */
    private static Duration asking(Duration readDeadline) {
        var left = BUDGET.minus(readDeadline.multipliedBy(READS_IN_TURN));
        return left.compareTo(SHORTEST) > 0 ? left : SHORTEST;
    }

    /** Queues the next part; a second delivery is the same work. */
    private void send(SweepState state) {
        var part = state.done() + 1;
        queue.send(WorkItemJsonMapper.write(new SweepContinued(
                state.sweep() + "-" + part,
                new OriginEvent(TRIGGER, state.sweep(), clock.instant()),
                state.sweep(),
                part)));
    }

    /** @param state the state of an unfinished sweep; absent for a new one */
    private RunSummary part(Optional<SweepState> state) {
        var stopwatch = Stopwatch.started();
        var thresholds = new WarningDays(expiryDays, clock.instant());
        var sent = SentWarnings.in(table, thresholds);
        var tally = new RequestCounter();
        var part = new CredentialInventoryReader(evidence.open(tally), reads, clock, asking)
                .read(state.map(SweepState::cursor).orElse(SweepCursor.START));
        var estate = part.estate();
        var scanned = scan(estate, thresholds);
        var expiries =
                scanned.stream().flatMap(result -> result.expiries().stream()).toList();
        var due = expiries.stream()
                .filter(sent::isDue)
                .sorted(Comparator.comparing(
                                (CredentialExpiry expiry) -> expiry.end().orElse(Instant.MIN))
                        .thenComparing(CredentialExpiry::key))
                .toList();
        var results = Stream.concat(scanned.stream().map(CredentialExpiryResult::result), estate.unread().stream())
                .toList();
        var report = report(thresholds.now(), due, results, stopwatch.elapsed(), tally);
        listener.accept(report);
        if (!due.isEmpty()) {
            archive.store(report);
            notifier.send(ReportNotificationFactory.of(NotificationKind.EXPIRING, report, 0, Optional.empty()));
        }
        var remembered = isRemembered(sent, due);
        var outcome = outcome(estate, expiries, report).with("remembered", remembered);
        var keys = expiries.stream().map(CredentialExpiry::key).toList();
        var complete = report.withVerdict(Verdict.Undetermined.class).isEmpty() && remembered;
        if (part.left() > 0) {
            var next = state.map(known -> progress.advance(known, part.next(), keys, complete))
                    .orElseGet(() -> progress.begin(ReportIds.fresh(thresholds.now()), part.next(), keys, complete));
            send(next);
            return outcome.with("left", part.left());
        }
        finish(state, sent, keys, complete);
        return outcome;
    }

    /** Finishes the sweep; it does not throw, because the card is sent and a retry would send it again. */
    private void finish(Optional<SweepState> state, SentWarnings sent, List<String> keys, boolean complete) {
        try {
            if (complete && state.map(SweepState::complete).orElse(true)) {
                sent.retainOnly(key -> keys.contains(key)
                        || state.filter(known -> known.hasSeen(key)).isPresent());
            }
            state.ifPresent(progress::end);
        } catch (StorageUnavailableException e) {
            // The next sweep removes the remaining rows.
        }
    }

    private static List<CredentialExpiryResult> scan(CredentialInventory estate, WarningDays thresholds) {
        return Stream.of(
                        new ClusterCredentialExpiryScan(estate, thresholds).scan(),
                        new PullSecretExpiryScan(estate, thresholds).scan(),
                        new TokenExpiryScan(estate, thresholds).scan())
                .flatMap(List::stream)
                .toList();
    }

    /** Records the sent warnings; it does not throw, because the card is sent and a retry would send it again. */
    private static boolean isRemembered(SentWarnings sent, List<CredentialExpiry> due) {
        try {
            sent.remember(due);
            return true;
        } catch (StorageUnavailableException e) {
            return false;
        }
    }

    private static CredentialReport report(
            Instant begin,
            List<CredentialExpiry> due,
            List<CheckResult> results,
            Duration elapsed,
            RequestCounter tally) {
        var causes = due.stream().map(CredentialExpiry::finding).toList();
        var stats = new ReadStatistics(elapsed, tally.calls());
        return new CredentialReport(
                new BaseReportData(ReportIds.fresh(begin), begin, TRIGGER, causes, List.of(), results, stats));
    }

    private static RunSummary outcome(CredentialInventory estate, List<CredentialExpiry> expiries, Report report) {
        return RunSummary.of("swept")
                .with("clusters", estate.clusters().size())
                .with("registries", estate.registries().size())
                .with("principals", estate.apps().size())
                .with("expiring", expiries.size())
                .with("notified", report.causes().size())
                .with(
                        "notChecked",
                        report.withVerdict(Verdict.Undetermined.class).stream()
                                .map(check -> check.verdict().detail())
                                .distinct()
                                .toList());
    }
}
