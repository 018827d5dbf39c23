package io.github.pullresponder.sandbox.estate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code faults.json}. */
final class FaultsReader {
    private final EstateFolder folder;

    FaultsReader(EstateFolder folder) {
        this.folder = folder;
    }

    List<Fault> read() {
        return folder.json("faults.json").map(Place::elements).orElse(List.of()).stream()
                .map(FaultsReader::fault)
                .toList();
    }

    private static Fault fault(Place place) {
        var fault = new Fault(
                pattern(place.required("match")),
                number(place, "status"),
                place.textsOf("headers"),
                place.optional("body").map(Place::node).map(FaultsReader::body),
                Duration.ofMillis(number(place, "delayMs").orElse(0)),
                number(place, "times"),
                place.optional("reset").map(Place::truth).orElse(false));
        if (fault.status().isEmpty() && fault.delay().isZero() && !fault.reset()) {
            throw place.wrong("does nothing: has no \"status\", no \"delayMs\" and no \"reset\"");
        }
        if (fault.status().isPresent()
                && (fault.status().getAsInt() < 200 || fault.status().getAsInt() > 599)) {
            throw place.required("status").wrong("must be an HTTP status of 200 to 599");
        }
        return fault;
    }

    private static String body(JsonNode body) {
        return body.isTextual() ? body.asText() : body.toString();
    }

    private static OptionalInt number(Place place, String field) {
        return place.optional(field).map(Place::number).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Pattern pattern(Place place) {
        try {
            return Pattern.compile(place.text(), Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException malformed) {
            throw place.wrong(
                    "is no regular expression: " + malformed.getDescription() + " near index " + malformed.getIndex());
        }
    }
}
