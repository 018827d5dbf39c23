package io.github.pullresponder.sandbox.estate;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A fault that is injected into the requests that match.
 *
 * @param match searched for in "METHOD URL", with and without query, and in "METHOD path?query"
 * @param status the status of the answer, instead of the system's own answer; if absent, the request passes (after the
 *     delay)
 * @param body the body of the answer, instead of the system's own error
 * @param times the number of requests that the fault hits; if absent, all requests
 * @param reset whether the connection is closed without an answer
 */
public record Fault(
        Pattern match,
        OptionalInt status,
        Map<String, String> headers,
        Optional<String> body,
        Duration delay,
        OptionalInt times,
        boolean reset) {}
