package io.github.pullresponder.intake.input;

import io.github.pullresponder.storage.BlobContainer;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.text.NonPrintableCharacterFilter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * Stores inputs that could not be parsed or completed, unchanged, so that no input is lost. The same input of one day is stored once
 * for any number of deliveries.
 */
public final class UnreadableInputStore {
    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("'unreadable/'yyyy/MM/dd/", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int HASH_LENGTH = 16;
    private static final int LARGEST = 1 << 20;
    private static final int LONGEST_REASON = 1_000;

    private final BlobContainer blobs;
    private final Clock clock;

    public UnreadableInputStore(BlobContainer blobs, Clock clock) {
        this.blobs = blobs;
        this.clock = clock;
    }

    /**
     * Stores an input unchanged.
     *
     * @param source the function that received it
     * @return the name of the blob
     * @throws StorageUnavailableException if it cannot be stored
     */
    public String store(String source, String input, String reason) {
        var isJson =
                input.stripLeading().startsWith("{") || input.stripLeading().startsWith("[");
        var name = FOLDER.format(clock.instant())
                + DeterministicIds.of(input).substring(0, HASH_LENGTH)
                + (isJson ? ".json" : ".txt");
        // A content type that browsers do not interpret, because anyone may have sent the input.
        blobs.put(
                name,
                "text/plain; charset=utf-8",
                cut(input),
                Map.of(
                        "source", NonPrintableCharacterFilter.ascii(source, LONGEST_REASON),
                        "reason", NonPrintableCharacterFilter.ascii(reason, LONGEST_REASON)));
        return name;
    }

    private static String cut(String input) {
        var bytes = input.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LARGEST) {
            return input;
        }
        var end = LARGEST;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
