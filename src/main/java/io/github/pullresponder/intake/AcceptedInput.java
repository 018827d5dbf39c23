package io.github.pullresponder.intake;

import java.util.Optional;

/**
 * The result of an input that was understood or stored.
 *
 * @param items how many pieces of work it led to; they are on the queue
 * @param note what else there is to say, such as why it led to nothing
 * @param kept the name of the blob that holds it, if not all of it could be understood or completed
 */
public record AcceptedInput(int items, Optional<String> note, Optional<String> kept) {
    /** For a line of a log: parts of a note may come from outside. */
    @Override
    public String toString() {
        return "%d items%s%s"
                .formatted(
                        items,
                        note.map(text -> ", " + text).orElse(""),
                        kept.map(name -> ", kept as " + name).orElse(""))
                .replaceAll("\\p{Cntrl}", " ");
    }
}
