package io.github.pullresponder.diagnosis;

import java.time.Duration;

/** What one check answered, and how long it took. */
public record CheckResult(String id, String question, Verdict verdict, Duration elapsed) {}
