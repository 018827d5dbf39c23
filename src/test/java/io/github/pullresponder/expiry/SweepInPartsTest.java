package io.github.pullresponder.expiry;

import static io.github.pullresponder.diagnosis.ShopEvidence.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.impact.SeenClusters;
import io.github.pullresponder.notification.Notification.ReportContent;
import io.github.pullresponder.queue.RunSummary;
import io.github.pullresponder.queue.WorkItem.SweepContinued;
import io.github.pullresponder.queue.WorkItemJsonMapper;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.embedded.EmbeddedQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sweep that exceeds the time of a function: each cluster takes a minute here, and the limit is four minutes. */
class SweepInPartsTest {
    private static final int CLUSTERS = 60;
    private static final Duration EACH = Duration.ofMinutes(1);

    private final SweepFixture desk = new SweepFixture();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<String> down = new HashSet<>();

    SweepInPartsTest() {
        var entries = IntStream.range(0, CLUSTERS).mapToObj(this::cluster).toList();
        desk.sources = new SeenClusters(desk.shop, entries, cluster -> {
            asked.add(cluster.name());
            desk.watch.move(EACH);
            if (down.contains(cluster.name())) {
                throw EvidenceUnavailableException.because(
                        UnavailabilityReason.UNREACHABLE, "cluster " + cluster.name());
            }
        });
    }

    private ResourceGraphCluster cluster(int number) {
        var app = "33333333-3333-4333-8333-%012d".formatted(number);
        desk.shop.apps.put(
                app,
                ShopEvidence.app(app, "sp-" + number, "sp-" + number, password("p" + number, "2026-11-28T00:00:00Z")));
        return new ResourceGraphCluster(
                ResourceId.parse(ShopEvidence.CLUSTER.toString().replace("aks-shop", "aks-%02d".formatted(number))),
                "northeurope",
                "MC_shop",
                Set.of(),
                "loadBalancer",
                Optional.empty(),
                Optional.empty(),
                Optional.of(app));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void findingsWithinTheTimeLimitAreReportedAndTheRestContinuesFromTheQueue() {
        var begin = desk.watch.instant();
        var first = desk.sweep();

        assertThat(Duration.between(begin, desk.watch.instant()))
                .as("ten at once may each have begun in time")
                .isLessThan(CredentialSweep.BUDGET.plus(EACH.multipliedBy(11)));
        assertThat(desk.cards).hasSize(1);
        assertThat(desk.lastReported()).isNotEmpty().hasSizeLessThan(CLUSTERS);
        assertThat(first.details()).containsEntry("left", CLUSTERS - asked.size());
        assertThat(desk.queue.size()).isOne();

        var outcomes = workOff();

        assertThat(outcomes)
                .last()
                .satisfies(outcome -> assertThat(outcome.details()).doesNotContainKey("left"));
        assertThat(asked)
                .as("each cluster once, none left out")
                .hasSize(CLUSTERS)
                .doesNotHaveDuplicates();
        assertReportedOnce();
        assertThat(desk.queue.size()).isZero();
        assertThat(desk.table.list("sweep", "")).isEmpty();
    }

    @Test
    void aSweepThatFitsIsOnePartAndLeavesNothing() {
        desk.sources = desk.shop;
        desk.clusterRunsOn(password("abc", "2026-11-28T00:00:00Z"));

        assertThat(desk.sweep().details()).doesNotContainKey("left");

        assertThat(desk.queue.size()).isZero();
        assertThat(desk.table.list("sweep", "")).isEmpty();
        assertThat(desk.cards).hasSize(1);
    }

    @Test
    void aDuplicateMessageIsProcessedOnce() {
        desk.sweep();
        var message = next();
        var process = desk.process();
        process.continueSweep(item(message), message.id());
        var askedBy = asked.size();

        var again = process.continueSweep(item(message), message.id());
        var other = process.continueSweep(item(message), "another message for the same part");

        assertThat(again.result()).isEqualTo("already swept");
        assertThat(other.result()).isEqualTo("already swept");
        assertThat(asked).hasSize(askedBy);
        workOff();
        assertThat(asked).doesNotHaveDuplicates();
        assertReportedOnce();
    }

    @Test
    void aLeasedPartIsNotProcessedConcurrently() {
        desk.sweep();
        var message = next();
        var progress = new SweepProgressStore(desk.table, desk.watch);
        assertThat(progress.take(item(message).sweep(), 2, "holder")).isPresent();
        assertThat(progress.take(item(message).sweep(), 2, "holder"))
                .as("it comes back")
                .isPresent();
        assertThat(progress.take(item(message).sweep(), 2, "other")).isEmpty();

        desk.after(Duration.ofMinutes(11));
        assertThat(progress.take(item(message).sweep(), 2, "other"))
                .as("its holder is gone")
                .isPresent();
    }

    /** After a process dies at any step, the message is delivered again. If there is no message, the timer continues the sweep. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 10, 20, 30, 40, 60, 80})
    void aDeathInTheMiddleSkipsNothing(int step) {
        desk.sweep();
        var passed = new int[1];
        desk.steps = name -> {
            if (passed[0]++ == step) {
                throw new StorageUnavailableException("the process dies " + name);
            }
        };
        workOff();
        desk.steps = name -> {};
        desk.sweep();
        workOff();

        assertThat(new HashSet<>(asked)).hasSize(CLUSTERS);
        assertThat(reportedSummaries()).hasSizeGreaterThanOrEqualTo(CLUSTERS);
        assertThat(new HashSet<>(reportedSummaries())).hasSize(CLUSTERS);
        assertThat(desk.queue.size()).isZero();
    }

    @Test
    void theTimerContinuesARunningSweepAndStartsAgainTheNextDay() {
        desk.sweep();
        next();
        var askedBy = asked.size();

        assertThat(desk.sweep().result()).isEqualTo("continued");
        assertThat(asked).hasSize(askedBy);
        assertThat(desk.queue.size())
                .as("the message that was lost is there again")
                .isEqualTo(1);

        desk.after(Duration.ofHours(24));
        assertThat(desk.sweep().result()).isEqualTo("swept");
        assertThat(asked).hasSizeGreaterThan(askedBy);
    }

    @Test
    void aCardThatIsNotAcceptedIsSentByTheNextTryOfThePart() {
        desk.sweep();
        desk.teamsIsDown = true;
        var message = next();
        assertThatThrownBy(() -> desk.process().continueSweep(item(message), message.id()));
        desk.teamsIsDown = false;

        desk.process().continueSweep(item(message), message.id());
        workOff();

        assertReportedOnce();
    }

    @Test
    void aListThatCannotBeReadForTheMomentMakesThePartComeBack() {
        desk.sweep();
        desk.shop.unreadable.put(
                "registries", EvidenceUnavailableException.because(UnavailabilityReason.THROTTLED, "the registries"));
        var message = next();
        assertThatThrownBy(() -> desk.process().continueSweep(item(message), message.id()))
                .isInstanceOf(EvidenceUnavailableException.class);

        desk.shop.unreadable.clear();
        desk.process().continueSweep(item(message), message.id());
        workOff();
        assertReportedOnce();
    }

    @Test
    void aFixedCredentialIsForgottenOnlyAfterEveryPartWasRead() {
        sweepAll();
        assertThat(desk.table.list("credentials", "")).hasSize(CLUSTERS);
        desk.shop.apps.replaceAll((id, app) -> id.endsWith("07")
                ? ShopEvidence.app(id, "sp-7", "sp-7", password("new", "2028-11-28T00:00:00Z"))
                : app);
        down.add("aks-01");
        sweepAll();
        assertThat(desk.table.list("credentials", ""))
                .as("aks-01 could not be read")
                .hasSize(CLUSTERS);

        down.clear();
        sweepAll();
        assertThat(desk.table.list("credentials", "")).hasSize(CLUSTERS - 1);
    }

    private void sweepAll() {
        desk.sweep();
        workOff();
    }

    private List<RunSummary> workOff() {
        var outcomes = new ArrayList<RunSummary>();
        for (var tries = 0; desk.queue.size() > 0 && tries < 200; tries++) {
            var message = desk.queue.receive(Duration.ofMinutes(5));
            message.ifPresent(resource -> {
                try {
                    outcomes.add(desk.process().continueSweep(item(resource), resource.id()));
                    desk.queue.delete(resource);
                } catch (StorageUnavailableException e) {
                    desk.after(Duration.ofMinutes(5));
                }
            });
            if (message.isEmpty()) {
                desk.after(Duration.ofMinutes(1));
            }
        }
        return outcomes;
    }

    /** Returns the message of the next part, and removes it from the queue. */
    private EmbeddedQueue.Message next() {
        var message = desk.queue.receive(Duration.ofDays(1)).orElseThrow();
        desk.queue.delete(message);
        return message;
    }

    private static SweepContinued item(EmbeddedQueue.Message message) {
        return (SweepContinued) WorkItemJsonMapper.read(message.text());
    }

    private void assertReportedOnce() {
        assertThat(reportedSummaries()).hasSize(CLUSTERS).doesNotHaveDuplicates();
    }

    private List<String> reportedSummaries() {
        return desk.cards.stream()
                .map(card -> ((ReportContent) card.content()).report())
                .flatMap(report -> report.causes().stream())
                .map(Finding::summary)
                .toList();
    }
}
