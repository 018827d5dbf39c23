package io.github.pullresponder.sandbox.estate;

/** A subscription the responder can see. */
public record Subscription(String id, String displayName, String tenantId) {}
