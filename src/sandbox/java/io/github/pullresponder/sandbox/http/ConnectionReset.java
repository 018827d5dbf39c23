package io.github.pullresponder.sandbox.http;

/** A connection that is closed without a response. */
public record ConnectionReset() implements Answer {}
