package io.github.pullresponder.sandbox.functions;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A message as the host receives it.
 *
 * @param dequeueCount how often it was received, this time included
 * @param popReceipt of this time it was received
 */
public record QueueMessage(String id, String text, long dequeueCount, String popReceipt, Instant insertedAt) {
    /** The service writes year 9999 for a message that never expires. */
    private static final String NEVER = "9999-12-31T23:59:59+00:00";

    /**
     * What {@code @BindingName} parameters of its function take: the message's metadata (documentation, "Queue trigger",
     * "Metadata"), and over it the properties of a message that is a JSON object, ignoring case. Source: {@code
     * ApplyBindingData} of Azure/azure-functions-host, which hands over whole objects and the text of other values, but no
     * arrays.
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
        // A key that is there keeps its spelling and takes the value, in this map as in .NET's dictionary.
        Json.parse(text).properties().stream()
                .filter(property -> !property.getValue().isArray())
                .forEach(property -> data.put(property.getKey(), textOf(property.getValue())));
        return data;
    }

    private static String textOf(JsonNode value) {
        return value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
    }
}
