package io.github.pullresponder.sandbox.functions;

import java.time.Instant;
import java.util.Map;

/**
 * A message as the host receives it.
 *
 * @param dequeueCount how often it was received, this time included
 * @param popReceipt of this time it was received
 */
public record QueueMessage(String id, String text, long dequeueCount, String popReceipt, Instant insertedAt) {

    /** What {@code @BindingName} parameters of its function take. Source: documentation, "Queue trigger", "Metadata". */
    Map<String, String> bindingData() {
        return Map.of(
                "Id", id,
                "QueueTrigger", text,
                "DequeueCount", Long.toString(dequeueCount),
                "PopReceipt", popReceipt,
                "InsertionTime", insertedAt.toString());
    }
}
