package io.github.pullresponder.sandbox.http;

/** The socket is closed without a word. */
public record ConnectionReset() implements Answer {}
