package io.github.pullresponder.intake.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a JSON object that came from outside. {@code null} counts as absent. What has another type than expected
 * becomes a problem that names the field by its path, and is absent then.
 */
public final class Fields {
    private final JsonNode object;
    private final String path;
    private final ValidationErrors problems;

    private Fields(JsonNode object, String path, ValidationErrors problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    public static Fields of(JsonNode object, ValidationErrors problems) {
        return of("", object, problems);
    }

    /**
     * Wraps an object whose problems are collected.
     *
     * @param path where it stands in what arrived
     */
    public static Fields of(String path, JsonNode object, ValidationErrors problems) {
        return new Fields(object, path, problems);
    }

    public JsonNode json() {
        return object;
    }

    public boolean has(String name) {
        return !object.path(name).isMissingNode() && !object.path(name).isNull();
    }

    /** A part without fields where there is none. */
    public Fields part(String name) {
        var part = object.path(name);
        if (has(name) && !part.isObject()) {
            problems.add("'%s' must be an object", pathOf(name));
        }
        return new Fields(part, pathOf(name), problems);
    }

    public List<Fields> parts(String name) {
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

    public List<String> texts(String name) {
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
    public Optional<String> text(String name) {
        if (has(name) && !object.path(name).isTextual()) {
            problems.add("'%s' must be a text", pathOf(name));
        }
        return Optional.ofNullable(object.path(name).textValue())
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** A text that may be left out, but is neither blank nor {@code null} where it is named. */
    public Optional<String> filledText(String name) {
        var text = Optional.ofNullable(object.path(name).textValue())
                .map(String::strip)
                .filter(value -> !value.isEmpty());
        if (text.isEmpty() && object.has(name)) {
            problems.add("'%s' must be a text that is not empty", pathOf(name));
        }
        return text;
    }

    /** Whether there is a field of the name, whatever its value. */
    public boolean names(String name) {
        return object.has(name);
    }

    /**
     * Refuses fields of other names.
     *
     * @param expected names them for a person
     */
    public void expectOnly(Set<String> names, String expected) {
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                problems.add("unknown field '%s': expected %s", ValidationErrors.named(name), expected);
            }
        });
    }

    /**
     * Returns a text that must be there.
     *
     * @param expected completes "expected …"
     */
    public Optional<String> required(String name, String expected) {
        var text = text(name);
        if (text.isEmpty() && (!has(name) || object.path(name).isTextual())) {
            problems.add("'%s' is missing: expected %s", pathOf(name), expected);
        }
        return text;
    }

    public Optional<Instant> time(String name) {
        var text = text(name);
        var time = text.flatMap(AzureTime::read);
        if (text.isPresent() && time.isEmpty()) {
            problems.add("'%s' is not a time such as 2026-11-22T10:00:00Z", pathOf(name));
        }
        return time;
    }

    @FormatMethod
    public void problem(String name, @FormatString String problem, Object... details) {
        problems.add("'%s' %s", pathOf(name), problem.formatted(details));
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
