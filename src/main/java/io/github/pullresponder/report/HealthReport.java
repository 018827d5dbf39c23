package io.github.pullresponder.report;

import io.github.pullresponder.preflight.HealthStatus;

/** The result of the health probe, for monitoring systems. */
public final class HealthReport {
    private HealthReport() {}

    public static String json(HealthStatus health) {
        var root = Json.object().put("state", health.works() ? "works" : "not reached");
        var storage = root.putObject("storage");
        health.storage().forEach(part -> storage.put(part.name(), part.state().words()));
        return Json.written(root);
    }
}
