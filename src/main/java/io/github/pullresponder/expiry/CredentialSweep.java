package io.github.pullresponder.expiry;

import io.github.pullresponder.delivery.ReportStore;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.CredentialReport;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.ReportHead;
import io.github.pullresponder.diagnosis.ReportId;
import io.github.pullresponder.diagnosis.ReportStats;
import io.github.pullresponder.diagnosis.Stopwatch;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.EvidenceProvider;
import io.github.pullresponder.notification.FoundNotification;
import io.github.pullresponder.notification.NotDeliveredException;
import io.github.pullresponder.notification.NotificationKind;
import io.github.pullresponder.notification.Notifier;
import io.github.pullresponder.queue.RunSummary;
import io.github.pullresponder.queue.WorkItem.Origin;
import io.github.pullresponder.queue.WorkItem.SweepContinued;
import io.github.pullresponder.queue.WorkItemJson;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.Table;
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
 * Looks through the credentials that clusters pull with, before they expire: those of the clusters' service principals, of the
 * service principals in pull secrets, and of registry tokens.
 *
 * <p>It takes four minutes at most, because a function has five. What it has found by then is reported, and a message on the queue
 * continues with the rest; its progress is a row of the table.
 *
 * <p>What has crossed a further threshold is on one card of each part. A warning is recorded when its card is accepted: a card
 * that is not is sent at the next try, and a process that dies between the two sends it again with the next sweep.
 */
public final class CredentialSweep {
    /** For reading everything; the card comes after it. */
    static final Duration BUDGET = Duration.ofMinutes(4);

    /** Where reads may take so long that little of the budget is left. */
    private static final Duration SHORTEST = Duration.ofSeconds(30);

    /** Of one cluster: its API, its pods, its secrets. */
    private static final int READS_IN_TURN = 3;

    private static final Trigger TRIGGER = new Trigger(Trigger.Kind.TIMER, "CredentialExpirySweep");

    private final EvidenceProvider evidence;
    private final ReadExecutor reads;
    private final Table table;
    private final WorkQueue queue;
    private final SweepProgress progress;
    private final ReportStore archive;
    private final Notifier notifier;
    private final Clock clock;
    private final Duration asking;
    private final List<Integer> expiryDays;
    private final Consumer<Report> listener;

    /**
     * @param readDeadline how long one read may take
     * @param expiryDays how many days before its end a credential is reported
     * @param listener called with each report, whether it is sent or not
     */
    public CredentialSweep(
            EvidenceProvider evidence,
            ReadExecutor reads,
            Table table,
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
        this.progress = new SweepProgress(table, clock);
        this.archive = archive;
        this.notifier = notifier;
        this.clock = clock;
        this.asking = asking(readDeadline);
        this.expiryDays = List.copyOf(expiryDays);
        this.listener = listener;
    }

    /**
     * Reports each credential that has expired or soon will, once for each threshold. A sweep that is under way continues.
     *
     * @throws NotDeliveredException if a card was not accepted yet
     * @throws StorageUnavailableException if it is not known what was sent, or the report or what is left cannot be stored
     */
    public RunSummary run() {
        var current = progress.current();
        if (current.isPresent()) {
            send(current.get());
            return RunSummary.of("goes on").with("part", current.get().done() + 1);
        }
        return part(Optional.empty());
    }

    /**
     * Does a further part.
     *
     * @param owner the id of the queue message, the same at every delivery of it
     * @throws EvidenceUnavailableException if it cannot be known for the moment what is left
     * @throws NotDeliveredException as {@link #run}
     * @throws StorageUnavailableException as {@link #run}
     */
    public RunSummary goOn(SweepContinued rest, String owner) {
        var taken = progress.take(rest.sweep(), rest.part(), owner);
        if (taken.isPresent()) {
            return part(taken);
        }
        // The process may have ended after it had done this part, and before the next one was on the queue.
        progress.current()
                .filter(state -> state.sweep().equals(rest.sweep()) && state.done() == rest.part())
                .ifPresent(this::send);
        return RunSummary.of("swept before").with("part", rest.part());
    }

    /** What was asked for last has the rest of the budget to answer. */
    private static Duration asking(Duration readDeadline) {
        var left = BUDGET.minus(readDeadline.multipliedBy(READS_IN_TURN));
        return left.compareTo(SHORTEST) > 0 ? left : SHORTEST;
    }

    /** Delivered twice, it is the same work. */
    private void send(SweepProgress.State state) {
        var part = state.done() + 1;
        queue.send(WorkItemJson.write(new SweepContinued(
                state.sweep() + "-" + part, new Origin(TRIGGER, state.sweep(), clock.instant()), state.sweep(), part)));
    }

    /** @param state of the sweep that continues; absent for one that begins */
    private RunSummary part(Optional<SweepProgress.State> state) {
        var stopwatch = Stopwatch.started();
        var thresholds = new WarningDays(expiryDays, clock.instant());
        var sent = SentWarnings.in(table, thresholds);
        var tally = new RequestCounter();
        var part = new CredentialReader(evidence.open(tally), reads, clock, asking)
                .read(state.map(SweepProgress.State::cursor).orElse(SweepCursor.START));
        var estate = part.estate();
        var lookedAt = lookedAt(estate, thresholds);
        var lapses =
                lookedAt.stream().flatMap(result -> result.lapses().stream()).toList();
        var due = lapses.stream()
                .filter(sent::isDue)
                .sorted(Comparator.comparing(
                                (CredentialExpiry lapse) -> lapse.end().orElse(Instant.MIN))
                        .thenComparing(CredentialExpiry::key))
                .toList();
        var results = Stream.concat(lookedAt.stream().map(CredentialScanResult::result), estate.unread().stream())
                .toList();
        var report = report(thresholds.now(), due, results, stopwatch.elapsed(), tally);
        listener.accept(report);
        if (!due.isEmpty()) {
            archive.keep(report);
            notifier.send(FoundNotification.of(NotificationKind.EXPIRING, report, 0, Optional.empty()));
        }
        var remembered = isRemembered(sent, due);
        var outcome = outcome(estate, lapses, report).with("remembered", remembered);
        var keys = lapses.stream().map(CredentialExpiry::key).toList();
        var complete = report.withVerdict(Verdict.Undetermined.class).isEmpty() && remembered;
        if (part.left() > 0) {
            var next = state.map(known -> progress.goOn(known, part.next(), keys, complete))
                    .orElseGet(() -> progress.begin(ReportId.fresh(thresholds.now()), part.next(), keys, complete));
            send(next);
            return outcome.with("left", part.left());
        }
        finish(state, sent, keys, complete);
        return outcome;
    }

    /** The card is out: to fail now would send it again. */
    private void finish(Optional<SweepProgress.State> state, SentWarnings sent, List<String> keys, boolean complete) {
        try {
            if (complete && state.map(SweepProgress.State::complete).orElse(true)) {
                sent.forgetAllBut(key -> keys.contains(key)
                        || state.filter(known -> known.hasSeen(key)).isPresent());
            }
            state.ifPresent(progress::end);
        } catch (StorageUnavailableException e) {
            // What is left there is forgotten with the next sweep.
        }
    }

    private static List<CredentialScanResult> lookedAt(CredentialInventory estate, WarningDays thresholds) {
        return Stream.of(
                        new ClusterCredentials(estate, thresholds).lookedAt(),
                        new PullSecretCredentials(estate, thresholds).lookedAt(),
                        new TokenCredentials(estate, thresholds).lookedAt())
                .flatMap(List::stream)
                .toList();
    }

    /** The card is out: to fail now would send it again. */
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
        var stats = new ReportStats(elapsed, tally.calls());
        return new CredentialReport(
                new ReportHead(ReportId.fresh(begin), begin, TRIGGER, causes, List.of(), results, stats));
    }

    private static RunSummary outcome(CredentialInventory estate, List<CredentialExpiry> lapses, Report report) {
        return RunSummary.of("swept")
                .with("clusters", estate.clusters().size())
                .with("registries", estate.registries().size())
                .with("principals", estate.apps().size())
                .with("expiring", lapses.size())
                .with("told", report.causes().size())
                .with(
                        "notChecked",
                        report.withVerdict(Verdict.Undetermined.class).stream()
                                .map(check -> check.verdict().detail())
                                .distinct()
                                .toList());
    }
}
