package io.github.pullresponder.intake.input;

import io.github.pullresponder.storage.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Ids that follow from what they stand for: the same event has the same id, however often it is delivered. */
public final class ItemId {
    private ItemId() {}

    /** 32 hexadecimal digits, which no other parts lead to: not even the same characters, divided otherwise. */
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
        return Fingerprint.of(text.toString());
    }
}
