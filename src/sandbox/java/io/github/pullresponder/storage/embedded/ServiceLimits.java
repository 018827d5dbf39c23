package io.github.pullresponder.storage.embedded;

import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.TableRow;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Rejects input that a storage account rejects with 400 or 413, so that tests find it before it reaches Azure. Sources:
 * "Understanding the Table service data model", "Naming and referencing containers, blobs, and metadata", "Setting and
 * retrieving properties and metadata for Blob Storage", "Put Message".
 */
final class ServiceLimits {
    /** In characters, which have two bytes each in the service: 64 KiB. */
    private static final int LONGEST_VALUE = 32 * 1024;

    /** The service adds three values, and each write of the app adds an id. */
    private static final int MOST_VALUES = 251;

    private static final int LARGEST_ROW = 1024 * 1024;

    /** In characters: 1 KiB. */
    private static final int LONGEST_KEY = 512;

    private static final Pattern KEY = Pattern.compile("[^/\\\\#?\\p{Cntrl}\\x80-\\x9f]*");
    private static final int LONGEST_NAME = 255;
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final int LONGEST_BLOB_NAME = 1024;
    private static final int MOST_SEGMENTS = 254;
    private static final int LARGEST_METADATA = 8 * 1024;

    /** Metadata is sent in headers. */
    private static final Pattern HEADER = Pattern.compile("[ -~]*");

    private ServiceLimits() {}

    static void check(TableRow row) {
        checkKey(row.partition());
        checkKey(row.key());
        require(row.values().size() <= MOST_VALUES, "a row has at most 252 values, the id of its write included");
        // The size of an entity: "Understanding the Table service data model" refers to "Calculating the size of an
        // entity".
        var size = 4 + 2 * (row.partition().length() + row.key().length());
        for (var value : row.values().entrySet()) {
            require(
                    value.getKey().length() <= LONGEST_NAME
                            && IDENTIFIER.matcher(value.getKey()).matches(),
                    "'%s' is no name of a value".formatted(value.getKey()));
            require(
                    value.getValue().length() <= LONGEST_VALUE,
                    "value '%s' has %d characters, at most 32 Ki are possible"
                            .formatted(value.getKey(), value.getValue().length()));
            size += 12 + 2 * (value.getKey().length() + value.getValue().length());
        }
        require(size <= LARGEST_ROW, "a row has %d bytes, at most 1 MiB is possible".formatted(size));
    }

    private static void checkKey(String key) {
        require(
                key.length() <= LONGEST_KEY && KEY.matcher(key).matches(),
                "a key is too long or has characters that keys must not have");
    }

    static void checkBlob(String name, Map<String, String> metadata) {
        require(
                !name.isEmpty() && name.length() <= LONGEST_BLOB_NAME && name.split("/", -1).length <= MOST_SEGMENTS,
                "a name of a blob has at most 1,024 characters and 254 segments");
        require(!name.endsWith("/") && !name.endsWith("."), "a name of a blob does not end with '/' or '.'");
        var size = 0;
        for (var entry : metadata.entrySet()) {
            require(
                    IDENTIFIER.matcher(entry.getKey()).matches(),
                    "'%s' is no name of metadata".formatted(entry.getKey()));
            require(HEADER.matcher(entry.getValue()).matches(), "metadata is printable ASCII");
            size += entry.getKey().length() + entry.getValue().length();
        }
        require(size <= LARGEST_METADATA, "metadata has at most 8 KB");
    }

    /** Messages are sent as XML ("Put Message"), which has no escape for invalid characters (XML 1.0, section 2.2). */
    static void checkMessage(String text) {
        require(text.codePoints().allMatch(ServiceLimits::isXml), "a message holds a character that XML does not have");
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new StorageUnavailableException("storage: answered 400, " + otherwise);
        }
    }
}
