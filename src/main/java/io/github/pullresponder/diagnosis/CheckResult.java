package io.github.pullresponder.diagnosis;

import java.time.Duration;

/** The verdict of one check, and its duration. */
public record CheckResult(String id, String question, Verdict verdict, Duration elapsed) {}
