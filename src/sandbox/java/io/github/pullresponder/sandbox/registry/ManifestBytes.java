package io.github.pullresponder.sandbox.registry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Restores the text of a manifest from the JSON tree in the estate. Clients check that a manifest has the requested
 * digest, so the usual formats of the tree are tried until one has that digest.
 */
final class ManifestBytes {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<ObjectWriter> SPELLINGS = List.of(
            MAPPER.writer(),
            MAPPER.writer(new Spaced()),
            MAPPER.writer(indented("   ")),
            MAPPER.writer(indented("  ")));

    private ManifestBytes() {}

    /** The text with this digest; without spaces if no format has the digest. */
    static String of(JsonNode manifest, String digest) {
        return SPELLINGS.stream()
                .map(spelling -> written(spelling, manifest))
                .filter(text -> digest(text).equals(digest))
                .findFirst()
                .orElse(manifest.toString());
    }

    static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String written(ObjectWriter spelling, JsonNode manifest) {
        try {
            return spelling.writeValueAsString(manifest);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    private static DefaultPrettyPrinter indented(String indent) {
        var indenter = new DefaultIndenter(indent, "\n");
        return new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
    }

    /** One line, with a space after every comma and colon. */
    private static final class Spaced extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(": ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
            out.writeRaw(", ");
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(", ");
        }
    }
}
