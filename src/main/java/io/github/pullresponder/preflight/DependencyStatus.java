package io.github.pullresponder.preflight;

/**
 * A dependency of the app: storage or a webhook.
 *
 * @param detail the test that succeeded, or the reason for the failure and its fix
 */
public record DependencyStatus(String name, ProbeStatus state, String detail) {
    static DependencyStatus unanswered(String name) {
        return new DependencyStatus(name, ProbeStatus.NOT_REACHED, "no answer in time");
    }
}
