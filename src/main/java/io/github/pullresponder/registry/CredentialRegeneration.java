package io.github.pullresponder.registry;

import java.time.Instant;

/** A regeneration of a registry's admin password, from the activity log. */
public record CredentialRegeneration(Instant when, String who) {}
