package io.github.pullresponder.sandbox.functions;

import io.github.pullresponder.sandbox.http.Request;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a trigger hands to a function.
 *
 * @param method of the HTTP request; {@code POST} for a delivery that is none
 * @param headers names in lower case, as the host hands them over
 * @param body empty if there is none
 * @param bindingData values that {@code @BindingName} parameters take
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

    /** An event, or what a timer says. */
    static ChannelDelivery of(String text) {
        return new ChannelDelivery("POST", NOWHERE, Map.of(), Map.of(), text, Map.of());
    }
}
