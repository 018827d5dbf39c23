package io.github.pullresponder.sandbox.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.sandbox.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueDeliveryTest {
    private static final QueueSettings SETTINGS = QueueSettings.ofProject();

    private final ExampleHost example = new ExampleHost();

    @AfterEach
    void stop() {
        example.close();
    }

    @Test
    void theProjectsHostJsonIsObeyed() {
        assertThat(SETTINGS).isEqualTo(new QueueSettings(4, Duration.ofSeconds(30), 5));
        assertThatThrownBy(() -> QueueSettings.of(Json.object())).hasMessageContaining("base64");
    }

    @Test
    void aMessageIsDeliveredWithItsBindingDataAndDeleted() {
        send("a");
        send("b");

        assertThat(example.host().drain()).isEqualTo(2);
        assertThat(example.received()).containsExactly("item a #1", "item b #1");
        assertThat(left("items")).isZero();
        assertThat(example.host().drain()).isZero();
    }

    @Test
    void aFailureIsTriedAgainAfterTheTimeOfHostJson() {
        send("fail");
        assertThat(example.host().drain()).isOne();

        example.clock().move(SETTINGS.visibilityTimeout().minusMillis(1));
        assertThat(example.host().drain()).isZero();

        example.clock().move(Duration.ofMillis(1));
        assertThat(example.host().drain()).isOne();
        assertThat(example.received()).containsExactly("item fail #1", "item fail #2");
    }

    @Test
    void afterTheLastTryTheMessageIsPoisonWithItsText() {
        send("fail once more");
        drainFor(SETTINGS.maxDequeueCount() - 1);
        assertThat(left("items")).isOne();

        drainFor(1);

        assertThat(example.received()).hasSize(6).endsWith("item fail once more #5", "poison put aside #1");
        assertThat(left("items")).isZero();
        assertThat(left("items-poison")).isZero();
    }

    @Test
    void aPoisonMessageThatFailsStaysInvisibleForItHasNoPoisonQueue() {
        example.queues().queue("items-poison").send("fail");
        assertThat(example.host().drain()).isOne();

        example.clock().move(SETTINGS.visibilityTimeout());
        assertThat(example.host().drain()).isZero();

        example.clock().move(QueueListener.WORKING);
        assertThat(example.host().drain()).isOne();
        assertThat(left("items-poison")).isOne();
    }

    @Test
    void aPoisonMessageThatFailedOftenEnoughIsNeitherDeliveredAgainNorDeleted() {
        example.queues().queue("items-poison").send("fail");
        for (int tried = 0; tried < SETTINGS.maxDequeueCount() + 2; tried++) {
            example.host().drain();
            example.clock().move(QueueListener.WORKING);
        }

        assertThat(example.received()).hasSize(SETTINGS.maxDequeueCount());
        assertThat(left("items-poison")).isOne();
    }

    @Test
    void propertiesOfAJsonMessageTakeThePlaceOfItsMetadataInAnyLetterCase() {
        var message = new QueueMessage(
                "m-1",
                "{\"id\": \"their own\", \"DEQUEUECOUNT\": 7, \"popReceipt\": [\"a list stays out\"]}",
                1,
                "receipt-1",
                Instant.EPOCH);

        assertThat(message.bindingData())
                .containsEntry("Id", "their own")
                .containsEntry("DequeueCount", "7")
                .containsEntry("PopReceipt", "receipt-1")
                .containsKeys("InsertionTime", "ExpirationTime", "NextVisibleTime", "QueueTrigger")
                .hasSize(7);

        send(message.text());
        example.host().drain();
        assertThat(example.received()).singleElement().asString().endsWith("#7");
    }

    @Test
    void nestedPropertiesOfAJsonMessageAreNotBindingData() {
        send("{\"item\": {\"id\": \"their own\", \"dequeueCount\": 7}}");
        example.host().drain();

        assertThat(example.received()).singleElement().asString().endsWith("#1");
    }

    @Test
    void aMessageWhoseProcessDiedIsNeitherDeletedNorReleased() {
        send("die");
        assertThat(example.host().drain()).isOne();
        assertThat(left("items")).isOne();

        example.clock().move(SETTINGS.visibilityTimeout());
        assertThat(example.host().drain()).isZero();

        example.clock().move(QueueListener.WORKING);
        assertThat(example.host().drain()).isOne();
        assertThat(example.received()).containsExactly("item die #1", "item die #2");
    }

    @Test
    void aDeathThatAFutureWrappedIsADeathToo() {
        send("die in a future");
        example.host().drain();

        example.clock().move(SETTINGS.visibilityTimeout());
        assertThat(example.host().drain()).isZero();
    }

    @Test
    void aMessageThatKillsEveryProcessIsPutAsideUntried() {
        send("die");
        for (int died = 0; died < SETTINGS.maxDequeueCount(); died++) {
            example.host().drain();
            example.clock().move(QueueListener.WORKING);
        }
        assertThat(example.received()).hasSize(5);

        example.host().drain();
        assertThat(example.received()).hasSize(6).endsWith("poison die #1");
    }

    @Test
    void severalWorkersDeliverEachMessageOnce() {
        IntStream.range(0, 200).forEach(number -> send("n" + number));

        assertThat(example.host().drain(8)).isEqualTo(200);
        assertThat(example.received()).hasSize(200).doesNotHaveDuplicates();
        assertThat(left("items")).isZero();
    }

    @Test
    void aWorkerThatExceedsTheVisibilityTimeoutDeletesNothing() {
        var queue = example.queues().named("items");
        queue.send("slow");
        var first = queue.receive(Duration.ofSeconds(1)).orElseThrow();
        example.clock().move(Duration.ofSeconds(1));
        var second = queue.receive(Duration.ofSeconds(1)).orElseThrow();

        queue.delete(first);
        assertThat(left("items")).isOne();

        queue.delete(second);
        assertThat(left("items")).isZero();
    }

    @Test
    void whileItListensMessagesAreDeliveredAsTheyCome() throws Exception {
        var deleted = new CountDownLatch(1);
        HostQueues watched = name -> new WatchedQueue(example.queues().named(name), deleted::countDown);
        try (var host = ExampleHost.over(watched)) {
            host.listen();
            send("late");
            assertThat(deleted.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private record WatchedQueue(HostQueue queue, Runnable deleted) implements HostQueue {
        @Override
        public Optional<QueueMessage> receive(Duration invisible) {
            return queue.receive(invisible);
        }

        @Override
        public void release(QueueMessage received, Duration invisible) {
            queue.release(received, invisible);
        }

        @Override
        public void delete(QueueMessage received) {
            queue.delete(received);
            deleted.run();
        }

        @Override
        public void send(String text) {
            queue.send(text);
        }
    }

    private void send(String text) {
        example.queues().queue("items").send(text);
    }

    private int left(String queue) {
        return example.queues().queue(queue).size();
    }

    private void drainFor(int tries) {
        for (int tried = 0; tried < tries; tried++) {
            example.host().drain();
            example.clock().move(SETTINGS.visibilityTimeout());
        }
    }
}
