package io.github.pullresponder.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a JSON object that came from outside. {@code null} counts as absent. What has another type than expected
 * becomes a problem that names the field by its path, and is absent then.
 */
final class Fields {
    private final JsonNode object;
    private final String path;
    private final Problems problems;

    private Fields(JsonNode object, String path, Problems problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    static Fields of(JsonNode object, Problems problems) {
        return of("", object, problems);
    }

    /** @param path where it stands in what arrived */
    static Fields of(String path, JsonNode object, Problems problems) {
        return new Fields(object, path, problems);
    }

    JsonNode json() {
        return object;
    }

    boolean has(String name) {
        return !object.path(name).isMissingNode() && !object.path(name).isNull();
    }

    /** A part without fields where there is none. */
    Fields part(String name) {
        var part = object.path(name);
        if (has(name) && !part.isObject()) {
            problems.add("'%s' must be an object", pathOf(name));
        }
        return new Fields(part, pathOf(name), problems);
    }

    List<Fields> parts(String name) {
        var parts = new ArrayList<Fields>();
        array(name).forEach(part -> {
            var itsPath = "%s[%d]".formatted(pathOf(name), parts.size());
            if (!part.isObject()) {
                problems.add("'%s' must be an object", itsPath);
            }
            parts.add(new Fields(part, itsPath, problems));
        });
        return parts;
    }

    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        array(name).forEach(text -> {
            if (text.isTextual()) {
                texts.add(text.textValue());
            } else {
                problems.add("'%s' must hold texts only", pathOf(name));
            }
        });
        return texts;
    }

    private Iterable<JsonNode> array(String name) {
        if (has(name) && !object.path(name).isArray()) {
            problems.add("'%s' must be an array", pathOf(name));
            return List.of();
        }
        return object.path(name);
    }

    /** Absent also where it is blank. */
    Optional<String> text(String name) {
        if (has(name) && !object.path(name).isTextual()) {
            problems.add("'%s' must be a text", pathOf(name));
        }
        return Optional.ofNullable(object.path(name).textValue())
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** @param expected completes "expected …" */
    Optional<String> required(String name, String expected) {
        var text = text(name);
        if (text.isEmpty() && (!has(name) || object.path(name).isTextual())) {
            problems.add("'%s' is missing: expected %s", pathOf(name), expected);
        }
        return text;
    }

    Optional<Instant> time(String name) {
        var text = text(name);
        var time = text.flatMap(AzureTime::read);
        if (text.isPresent() && time.isEmpty()) {
            problems.add("'%s' is not a time such as 2026-11-22T10:00:00Z", pathOf(name));
        }
        return time;
    }

    @FormatMethod
    void problem(String name, @FormatString String problem, Object... details) {
        problems.add("'%s' %s", pathOf(name), problem.formatted(details));
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
