package io.github.pullresponder.intake.input;

import io.github.pullresponder.cluster.LoggedFailure;
import io.github.pullresponder.queue.WorkItem;
import java.util.List;
import java.util.Optional;

/**
 * What an input that could be understood leads to.
 *
 * @param note what else there is to say, such as why it leads to nothing
 * @param incomplete why a part of it could not be completed, and will not be by another delivery
 * @param leftOut rows of the logs that belong to it and can be no work
 */
public record IntakeResult(
        List<WorkItem> items, Optional<String> note, Optional<String> incomplete, List<LoggedFailure> leftOut) {
    public IntakeResult {
        items = List.copyOf(items);
        leftOut = List.copyOf(leftOut);
    }

    public static IntakeResult as(WorkItem item) {
        return new IntakeResult(List.of(item), Optional.empty(), Optional.empty(), List.of());
    }

    public static IntakeResult nothing(String note) {
        return new IntakeResult(List.of(), Optional.of(note), Optional.empty(), List.of());
    }
}
