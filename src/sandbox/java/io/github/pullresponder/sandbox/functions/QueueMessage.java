package io.github.pullresponder.sandbox.functions;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message as the host receives it.
 *
 * @param dequeueCount the number of times that it was received, this time included
 * @param popReceipt the receipt of this time
 */
public record QueueMessage(String id, String text, long dequeueCount, String popReceipt, Instant insertedAt) {
    /** The service writes year 9999 for a message that never expires. */
    private static final String NEVER = "9999-12-31T23:59:59+00:00";

    /**
     * The values of {@code @BindingName} parameters: the message's metadata (documentation, "Queue trigger",
     * "Metadata"). If the message is a JSON object, its properties override the metadata, ignoring case. Source:
     * {@code ApplyBindingData} of Azure/azure-functions-host, which passes whole objects and the text of other values,
     * but no arrays.
     */
    Map<String, String> bindingData() {
        var data = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        data.putAll(Map.of(
                "Id", id,
                "QueueTrigger", text,
                "DequeueCount", Long.toString(dequeueCount),
                "PopReceipt", popReceipt,
                "InsertionTime", insertedAt.toString(),
                "NextVisibleTime", insertedAt.plus(QueueListener.WORKING).toString(),
                "ExpirationTime", NEVER));
        // An existing key retains its spelling and gets the new value, in this map as in .NET's dictionary.
        Json.parse(text).properties().stream()
                .filter(property -> !property.getValue().isArray())
                .forEach(property -> data.put(property.getKey(), textOf(property.getValue())));
        return data;
    }

    private static String textOf(JsonNode value) {
        return value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
    }
}
