package io.github.pullresponder.investigation;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.delivery.ReportStore;
import io.github.pullresponder.diagnosis.Diagnostician;
import io.github.pullresponder.diagnosis.PullPredictionReport;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.notification.Notification;
import io.github.pullresponder.notification.NotificationChannel;
import io.github.pullresponder.notification.NotificationChannel.DeliveryResult;
import io.github.pullresponder.notification.Notifier;
import io.github.pullresponder.notification.TestChannel;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.queue.WorkItem;
import io.github.pullresponder.queue.WorkItem.AlertResolved;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.queue.WorkItemJsonMapper;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.sandbox.MovableClock;
import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.SteppedBlobs;
import io.github.pullresponder.storage.SteppedTable;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.embedded.EmbeddedBlobs;
import io.github.pullresponder.storage.embedded.EmbeddedQueue;
import io.github.pullresponder.storage.embedded.EmbeddedTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** The processing of work items, with the shop's evidence. A test can end the process at each step at a remote system. */
final class TestApp implements AutoCloseable {
    /** The end of the process, which no code catches. */
    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Called with every step; may throw. */
    interface Steps {
        void at(String step);
    }

    static final Duration COOL_DOWN = Duration.ofHours(4);

    final ShopEvidence shop = new ShopEvidence();
    final MovableClock watch = MovableClock.over(Clock.fixed(ShopEvidence.NOW, ZoneOffset.UTC));
    final StorageTable table;
    final EmbeddedQueue queue = new EmbeddedQueue(watch);
    final EmbeddedBlobs blobs = new EmbeddedBlobs();
    final TestChannel teams = new TestChannel("teams", step -> this.steps.at(step));
    final List<Notification> cards = teams.received();
    final List<NotificationChannel> channels = new CopyOnWriteArrayList<>(List.of(teams));
    final List<Report> diagnoses = new CopyOnWriteArrayList<>();
    final ReadExecutor reads = new ReadExecutor(16, Duration.ofSeconds(5));
    Steps steps = step -> {};
    private Optional<EvidenceUnavailableException> changesFail = Optional.empty();

    TestApp() {
        this(new EmbeddedTable());
    }

    TestApp(StorageTable table) {
        this.table = table;
        shop.assignments.clear();
    }

    /** A new process with its own memory. All processes share the storage. */
    InvestigationComponents process() {
        var diagnostician = new Diagnostician(
                CheckCatalog.all(),
                tally -> {
                    steps.at("diagnosis");
                    return shop;
                },
                reads,
                watch,
                Duration.ofSeconds(20));
        var blobsWithSteps = new SteppedBlobs(blobs, step -> steps.at(step));
        var storage = new AppStorage(queue, new SteppedTable(table, step -> steps.at(step)), blobsWithSteps);
        var archive = ReportStore.of(blobsWithSteps);
        return new InvestigationComponents(
                diagnostician,
                new Changes(),
                storage,
                archive,
                new Notifier(channels, Set.of(), archive, storage, watch),
                watch,
                COOL_DOWN,
                diagnoses::add);
    }

    Notifier notifier() {
        return new Notifier(channels, Set.of(), ReportStore.of(blobs), new AppStorage(queue, table, blobs), watch);
    }

    /** From now on, Teams accepts nothing, or everything again. */
    void teamsIsDown(boolean isDown) {
        teams.answer(isDown ? DeliveryResult.FAILED : DeliveryResult.ACCEPTED);
    }

    List<String> reports() {
        return blobs.list("20").stream().filter(name -> name.endsWith(".json")).toList();
    }

    /** The latest states of incidents, as files. */
    List<String> states() {
        return blobs.list("incidents/");
    }

    static String failed(String id, String... pods) {
        return WorkItemJsonMapper.write(failure(id, ShopEvidence.NOW, Optional.empty(), pods));
    }

    static PullFailed failure(String id, Instant at, Optional<String> alert, String... pods) {
        return new PullFailed(
                id,
                new OriginEvent(new Trigger(TriggerType.ALERT, "image-pull-failures"), id, at),
                PullFailure.of(
                        ShopEvidence.CLUSTER,
                        List.of(pods).stream()
                                .map(pod -> new PodName("shop", pod))
                                .toList(),
                        Optional.of(ShopEvidence.IMAGE),
                        Optional.of(ShopEvidence.UNAUTHORIZED_MESSAGE)),
                0,
                alert);
    }

    static String resolved(String alert, Instant at) {
        return WorkItemJsonMapper.write(new AlertResolved(
                "resolved-" + alert,
                new OriginEvent(new Trigger(TriggerType.ALERT, "image-pull-failures"), alert, at),
                alert));
    }

    static String[] pods(int count) {
        return IntStream.range(0, count).mapToObj(i -> "web-" + i).toArray(String[]::new);
    }

    static String written(WorkItem item) {
        return WorkItemJsonMapper.write(item);
    }

    @Override
    public void close() {
        reads.close();
    }

    /** From now on, changes cannot be examined. */
    void changesFailWith(EvidenceUnavailableException why) {
        changesFail = Optional.of(why);
    }

    private final class Changes implements ChangeExaminer {
        @Override
        public List<ResourceId> affectedClusters(ResourceChanged changed) {
            return List.of(ShopEvidence.CLUSTER);
        }

        @Override
        public List<PullPredictionReport> examine(ResourceChanged changed, ResourceId cluster, String report) {
            changesFail.ifPresent(why -> {
                throw why;
            });
            return List.of();
        }
    }
}
