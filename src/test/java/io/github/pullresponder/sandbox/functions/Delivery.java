package io.github.pullresponder.sandbox.functions;

import java.net.URI;
import java.util.Map;

/**
 * What a trigger hands to a function.
 *
 * @param method of the HTTP request; {@code POST} for a delivery that is none
 * @param body empty if there is none
 * @param bindingData values that {@code @BindingName} parameters take
 */
record Delivery(
        String method,
        URI uri,
        Map<String, String> headers,
        Map<String, String> query,
        String body,
        Map<String, String> bindingData) {}
