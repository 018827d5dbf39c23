package io.github.pullresponder.sandbox.azurite;

import com.azure.core.http.HttpClient;
import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.models.QueueMessageItem;
import com.azure.storage.queue.models.QueueStorageException;
import io.github.pullresponder.sandbox.functions.HostQueue;
import io.github.pullresponder.sandbox.functions.HostQueues;
import io.github.pullresponder.sandbox.functions.QueueMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The queues of a storage account as the Functions host uses them. */
public final class AzureHostQueues implements HostQueues {
    /** The SDK logs every 404 as an error. Held in a field, because a logger without a reference loses its level. */
    private static final Logger SDK_LOG = Logger.getLogger("com.azure");

    private final Map<String, AccountQueue> queues = new ConcurrentHashMap<>();
    private final String connectionString;
    private final HttpClient http = HttpClient.createDefault();

    public AzureHostQueues(String connectionString) {
        SDK_LOG.setLevel(Level.OFF);
        this.connectionString = connectionString;
    }

    @Override
    public HostQueue named(String name) {
        return queues.computeIfAbsent(name, any -> new AccountQueue(client(name)));
    }

    /** Makes every message that was received here visible again, as if its visibility timeout had expired. */
    public void makeVisible() {
        queues.values().forEach(AccountQueue::makeVisible);
    }

    private QueueClient client(String name) {
        return new QueueClientBuilder()
                .httpClient(http)
                .connectionString(connectionString)
                .queueName(name)
                .buildClient();
    }

    /** @param invisible the messages by id, as last received or released */
    private record AccountQueue(QueueClient queue, Map<String, QueueMessage> invisible) implements HostQueue {
        AccountQueue(QueueClient queue) {
            this(queue, new ConcurrentHashMap<>());
        }

        @Override
        public Optional<QueueMessage> receive(Duration time) {
            var received = unlessGone(() -> queue.receiveMessages(1, time, null, Context.NONE).stream()
                    .findFirst()
                    .map(AccountQueue::message));
            received.ifPresent(message -> invisible.put(message.id(), message));
            return received;
        }

        @Override
        public void release(QueueMessage received, Duration time) {
            unlessGone(() -> Optional.of(
                            queue.updateMessage(received.id(), received.popReceipt(), received.text(), time)))
                    .ifPresent(
                            released -> invisible.put(received.id(), withReceipt(received, released.getPopReceipt())));
        }

        @Override
        public void delete(QueueMessage received) {
            unlessGone(() -> {
                queue.deleteMessage(received.id(), received.popReceipt());
                return Optional.of(invisible.remove(received.id()));
            });
        }

        @Override
        public void send(String text) {
            queue.createIfNotExists();
            queue.sendMessage(text);
        }

        void makeVisible() {
            invisible.values().forEach(message -> release(message, Duration.ZERO));
        }

        /**
         * Returns empty on 404 (no such queue or message) and 400 (other pop receipt): another consumer has the
         * message.
         */
        private static <T> Optional<T> unlessGone(Supplier<Optional<T>> request) {
            try {
                return request.get();
            } catch (QueueStorageException e) {
                if (e.getStatusCode() == 404 || e.getStatusCode() == 400) {
                    return Optional.empty();
                }
                throw e;
            }
        }

        private static QueueMessage withReceipt(QueueMessage message, String popReceipt) {
            return new QueueMessage(
                    message.id(), message.text(), message.dequeueCount(), popReceipt, message.insertedAt());
        }

        private static QueueMessage message(QueueMessageItem item) {
            return new QueueMessage(
                    item.getMessageId(),
                    item.getBody().toString(),
                    item.getDequeueCount(),
                    item.getPopReceipt(),
                    item.getInsertionTime().toInstant());
        }
    }
}
