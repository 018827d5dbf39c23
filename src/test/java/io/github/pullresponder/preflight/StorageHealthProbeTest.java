package io.github.pullresponder.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.BlobContainer;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.embedded.EmbeddedBlobs;
import io.github.pullresponder.storage.embedded.EmbeddedQueue;
import io.github.pullresponder.storage.embedded.EmbeddedTable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StorageHealthProbeTest {
    private static final Duration A_MOMENT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final EmbeddedQueue queue = new EmbeddedQueue(Clock.systemUTC());
    private final EmbeddedTable table = new EmbeddedTable();
    private final EmbeddedBlobs blobs = new EmbeddedBlobs();

    @Test
    void storageThatAnswersWorks() {
        var health = new StorageHealthProbe(() -> new AppStorage(queue, table, blobs), LONG).probe();

        assertThat(health.works()).isTrue();
        assertThat(health.storage()).extracting(DependencyStatus::name).containsExactly("queue", "table", "reports");
        assertThat(queue.size()).isZero();
        assertThat(table.listAll("")).isEmpty();
        assertThat(blobs.list("")).isEmpty();
    }

    @Test
    void aMissingDependencyIsNamedAndTheOthersAreStillChecked() {
        var storage = new AppStorage(queue, table, new Broken(() -> {
            throw new StorageUnavailableException("container reports: no answer");
        }));

        var health = new StorageHealthProbe(() -> storage, LONG).probe();

        assertThat(health.works()).isFalse();
        assertThat(health.storage())
                .extracting(DependencyStatus::state)
                .containsExactly(ProbeStatus.WORKS, ProbeStatus.WORKS, ProbeStatus.NOT_REACHED);
    }

    @Test
    void aPartThatNeverAnswersDoesNotKeepTheAnswer() {
        var never = new CountDownLatch(1);
        var storage = new AppStorage(queue, table, new Broken(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));

        var health = assertTimeoutPreemptively(LONG, () -> new StorageHealthProbe(() -> storage, A_MOMENT).probe());

        assertThat(health.storage())
                .last()
                .isEqualTo(new DependencyStatus("reports", ProbeStatus.NOT_REACHED, "no answer in time"));
    }

    @Test
    void theWholeProbeLeavesTimeOfTheFiveSeconds() {
        assertThat(StorageHealthProbe.TIME).isLessThan(Duration.ofSeconds(5));
    }

    private record Broken(Runnable fault) implements BlobContainer {
        @Override
        public void put(String name, String contentType, String text, Map<String, String> metadata) {
            fault.run();
        }

        @Override
        public Optional<String> find(String name) {
            fault.run();
            return Optional.empty();
        }

        @Override
        public List<String> list(String prefix) {
            fault.run();
            return List.of();
        }
    }
}
