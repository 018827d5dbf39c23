package io.github.pullresponder.sandbox.functions;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;

/**
 * Settings of queue triggers: {@code extensions.queues} of host.json.
 *
 * @param batchSize number of messages that one instance processes in parallel
 * @param visibilityTimeout time between a failure and the next attempt
 * @param maxDequeueCount number of attempts before a message is moved to the poison queue
 */
record QueueSettings(int batchSize, Duration visibilityTimeout, int maxDequeueCount) {

    /** The project's own settings, which are also deployed. */
    static QueueSettings ofProject() {
        try {
            return of(Json.parse(Files.readString(Path.of("host.json"))).at("/extensions/queues"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static QueueSettings of(JsonNode queues) {
        String encoding = queues.path("messageEncoding").asText("base64");
        if (!encoding.equals("none")) {
            // The host's default is Base64, with which plain text becomes a poison message.
            throw new IllegalArgumentException("messageEncoding is " + encoding + ": messages are sent as plain text");
        }
        var visibilityTimeout = LocalTime.parse(queues.path("visibilityTimeout").asText("00:00:00"));
        return new QueueSettings(
                queues.path("batchSize").asInt(16),
                Duration.ofSeconds(visibilityTimeout.toSecondOfDay()),
                queues.path("maxDequeueCount").asInt(5));
    }
}
