package io.github.pullresponder.sandbox.http;

/** What comes of a request: a response, or a connection that breaks. */
public sealed interface Answer permits Response, ConnectionReset {}
