package io.github.pullresponder.sandbox.estate;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Something that goes wrong with the requests that match.
 *
 * @param match searched for in "METHOD URL", with and without query, and in "METHOD path?query"
 * @param status answered instead of the system's own answer; without it, the request passes (after the delay)
 * @param body replaces the system's own error shape, as it is
 * @param times how many requests it hits; all of them without it
 * @param reset the connection is closed instead of an answer
 */
public record Fault(
        Pattern match,
        OptionalInt status,
        Map<String, String> headers,
        Optional<String> body,
        Duration delay,
        OptionalInt times,
        boolean reset) {}
