package io.github.pullresponder.sandbox.http;

/** The answer to a request: a response or a broken connection. */
public sealed interface Answer permits Response, ConnectionReset {}
