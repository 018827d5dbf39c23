package io.github.pullresponder.sandbox.http;

import java.time.Duration;
import java.time.Instant;

/**
 * A request that was made.
 *
 * @param url the whole URL with the host that the sender addressed
 * @param status the status answered, 0 if the connection was reset
 * @param delay latency that was added to the answer
 */
public record RecordedRequest(SystemName system, String method, String url, int status, Instant at, Duration delay) {}
