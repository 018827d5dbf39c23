package io.github.pullresponder.sandbox.estate;

/** A subscription that is visible to the responder. */
public record Subscription(String id, String displayName, String tenantId) {}
