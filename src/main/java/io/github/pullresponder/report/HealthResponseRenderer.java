package io.github.pullresponder.report;

import io.github.pullresponder.preflight.StorageHealthStatus;

/** Renders the result of the health probe, for monitoring systems. */
public final class HealthResponseRenderer {
    private HealthResponseRenderer() {}

    public static String json(StorageHealthStatus health) {
        var root = IndentedJsonWriter.object().put("state", health.works() ? "works" : "not reached");
        var storage = root.putObject("storage");
        health.storage().forEach(part -> storage.put(part.name(), part.state().words()));
        return IndentedJsonWriter.write(root);
    }
}
