package io.github.pullresponder.diagnosis;

import io.github.pullresponder.read.Source;

/** A fact and where it was read. */
public record Evidence(String fact, Source source) {}
