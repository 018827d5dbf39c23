package io.github.pullresponder.intake.input;

import io.github.pullresponder.storage.ShortHash;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Ids that are derived from their subject: the same event has the same id at every delivery. */
public final class DeterministicIds {
    private DeterministicIds() {}

    /** 32 hexadecimal digits, different for different parts, even for the same characters with other divisions. */
    public static String of(String... parts) {
        return of(List.of(parts));
    }

    public static String of(List<String> parts) {
        var text = new StringBuilder();
        for (var part : parts) {
            text.append(part.getBytes(StandardCharsets.UTF_8).length)
                    .append(':')
                    .append(part);
        }
        return ShortHash.of(text.toString());
    }
}
