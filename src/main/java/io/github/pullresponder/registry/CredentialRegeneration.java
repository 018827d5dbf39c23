package io.github.pullresponder.registry;

import java.time.Instant;

/** Somebody regenerated a registry's admin password, as the activity log tells it. */
public record CredentialRegeneration(Instant when, String who) {}
