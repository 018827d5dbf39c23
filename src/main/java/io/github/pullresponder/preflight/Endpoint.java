package io.github.pullresponder.preflight;

/**
 * Something of the responder's own that must work.
 *
 * @param detail what was tried, or why it does not work and what would help
 */
public record Endpoint(String name, ProbeStatus state, String detail) {
    static Endpoint unanswered(String name) {
        return new Endpoint(name, ProbeStatus.NOT_REACHED, "no answer in time");
    }
}
