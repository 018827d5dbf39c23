package io.github.pullresponder.intake;

import io.github.pullresponder.work.WorkItem;
import java.util.List;
import java.util.Optional;

/**
 * What an input that could be understood leads to.
 *
 * @param note what else there is to say, such as why it leads to nothing
 * @param incomplete why a part of it could not be completed, and will not be by another delivery
 */
record Understood(List<WorkItem> items, Optional<String> note, Optional<String> incomplete) {
    Understood {
        items = List.copyOf(items);
    }

    static Understood as(WorkItem item) {
        return new Understood(List.of(item), Optional.empty(), Optional.empty());
    }

    static Understood nothing(String note) {
        return new Understood(List.of(), Optional.of(note), Optional.empty());
    }
}
