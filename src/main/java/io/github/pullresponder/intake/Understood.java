package io.github.pullresponder.intake;

import io.github.pullresponder.evidence.LoggedFailure;
import io.github.pullresponder.work.WorkItem;
import java.util.List;
import java.util.Optional;

/**
 * What an input that could be understood leads to.
 *
 * @param note what else there is to say, such as why it leads to nothing
 * @param incomplete why a part of it could not be completed, and will not be by another delivery
 * @param leftOut rows of the logs that belong to it and can be no work
 */
record Understood(
        List<WorkItem> items, Optional<String> note, Optional<String> incomplete, List<LoggedFailure> leftOut) {
    Understood {
        items = List.copyOf(items);
        leftOut = List.copyOf(leftOut);
    }

    static Understood as(WorkItem item) {
        return new Understood(List.of(item), Optional.empty(), Optional.empty(), List.of());
    }

    static Understood nothing(String note) {
        return new Understood(List.of(), Optional.of(note), Optional.empty(), List.of());
    }
}
