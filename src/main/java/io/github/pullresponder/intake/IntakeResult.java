package io.github.pullresponder.intake;

import java.util.Optional;

/**
 * The result of an input that was parsed or stored.
 *
 * @param items the number of its work items, which are on the queue
 * @param note additional information, such as the reason for no work items
 * @param storedAs the name of the blob with the input, if it could not be parsed or completed in full
 */
public record IntakeResult(int items, Optional<String> note, Optional<String> storedAs) {
    /** The text for a log line, without control characters: parts of a note may come from outside. */
    @Override
    public String toString() {
        return "%d items%s%s"
                .formatted(
                        items,
                        note.map(text -> ", " + text).orElse(""),
                        storedAs.map(name -> ", stored as " + name).orElse(""))
                .replaceAll("\\p{Cntrl}", " ");
    }
}
