package io.github.pullresponder.intake.input;

import io.github.pullresponder.cluster.LoggedPullFailure;
import io.github.pullresponder.queue.WorkItem;
import java.util.List;
import java.util.Optional;

/**
 * The work items of an input that could be parsed.
 *
 * @param note additional information, such as the reason for no work items
 * @param incomplete the reason why a part could not be completed, which another delivery would not change
 * @param leftOut log rows of the input that cannot become work items
 */
public record ParsedWorkItems(
        List<WorkItem> items, Optional<String> note, Optional<String> incomplete, List<LoggedPullFailure> leftOut) {
    public ParsedWorkItems {
        items = List.copyOf(items);
        leftOut = List.copyOf(leftOut);
    }

    public static ParsedWorkItems as(WorkItem item) {
        return new ParsedWorkItems(List.of(item), Optional.empty(), Optional.empty(), List.of());
    }

    public static ParsedWorkItems nothing(String note) {
        return new ParsedWorkItems(List.of(), Optional.of(note), Optional.empty(), List.of());
    }
}
