package io.github.pullresponder.sandbox.functions;

import io.github.pullresponder.sandbox.http.Request;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The input that a trigger passes to a function.
 *
 * @param method the method of the HTTP request; {@code POST} for other triggers
 * @param headers the headers, with names in lower case, as on the real host
 * @param body the body; empty if there is none
 * @param bindingData the values of {@code @BindingName} parameters
 */
record ChannelDelivery(
        String method,
        URI uri,
        Map<String, String> headers,
        Map<String, String> query,
        String body,
        Map<String, String> bindingData) {
    private static final URI NOWHERE = URI.create("");

    ChannelDelivery {
        var lowerCased = new TreeMap<String, String>();
        headers.forEach((name, value) -> lowerCased.put(name.toLowerCase(Locale.ROOT), value));
        headers = lowerCased;
    }

    static ChannelDelivery of(Request request, Map<String, String> routeValues) {
        return new ChannelDelivery(
                request.method(),
                URI.create(request.url()),
                request.headers(),
                request.parameters(),
                request.body(),
                routeValues);
    }

    static ChannelDelivery of(QueueMessage message) {
        return new ChannelDelivery("POST", NOWHERE, Map.of(), Map.of(), message.text(), message.bindingData());
    }

    /** The delivery of an event or of a timer's state. */
    static ChannelDelivery of(String text) {
        return new ChannelDelivery("POST", NOWHERE, Map.of(), Map.of(), text, Map.of());
    }
}
