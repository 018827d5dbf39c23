package io.github.pullresponder.preflight;

import java.util.List;

/**
 * What a probe found. That there is one at all says that the process runs.
 *
 * @param storage what the responder keeps things in, part by part
 */
public record Health(List<Endpoint> storage) {
    public Health {
        storage = List.copyOf(storage);
    }

    public boolean works() {
        return storage.stream().allMatch(part -> part.state() == ProbeStatus.WORKS);
    }
}
