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
 * The fields of a JSON object from outside. {@code null} counts as absent. A field of an unexpected type becomes an error that names
 * its path, and counts as absent.
 */
public final class JsonFields {
    private final JsonNode object;
    private final String path;
    private final ValidationErrors problems;

    private JsonFields(JsonNode object, String path, ValidationErrors problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    public static JsonFields of(JsonNode object, ValidationErrors problems) {
        return of("", object, problems);
    }

    /**
     * Wraps an object and collects its errors.
     *
     * @param path its path in the input
     */
    public static JsonFields of(String path, JsonNode object, ValidationErrors problems) {
        return new JsonFields(object, path, problems);
    }

    public JsonNode json() {
        return object;
    }

    public boolean has(String name) {
        return !object.path(name).isMissingNode() && !object.path(name).isNull();
    }

    /** An object in a field; without fields if it is absent. */
    public JsonFields part(String name) {
        var part = object.path(name);
        if (has(name) && !part.isObject()) {
            problems.add("'%s' must be an object", pathOf(name));
        }
        return new JsonFields(part, pathOf(name), problems);
    }

    public List<JsonFields> parts(String name) {
        var parts = new ArrayList<JsonFields>();
        array(name).forEach(part -> {
            var itsPath = "%s[%d]".formatted(pathOf(name), parts.size());
            if (!part.isObject()) {
                problems.add("'%s' must be an object", itsPath);
            }
            parts.add(new JsonFields(part, itsPath, problems));
        });
        return parts;
    }

    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        array(name).forEach(text -> {
            if (text.isTextual()) {
                texts.add(text.textValue());
            } else {
                problems.add("'%s' must contain strings only", pathOf(name));
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

    /** A string; absent if it is blank. */
    public Optional<String> text(String name) {
        if (has(name) && !object.path(name).isTextual()) {
            problems.add("'%s' must be a string", pathOf(name));
        }
        return Optional.ofNullable(object.path(name).textValue())
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** An optional string that must not be blank or {@code null} if it is present. */
    public Optional<String> filledText(String name) {
        var text = Optional.ofNullable(object.path(name).textValue())
                .map(String::strip)
                .filter(value -> !value.isEmpty());
        if (text.isEmpty() && object.has(name)) {
            problems.add("'%s' must be a string that is not empty", pathOf(name));
        }
        return text;
    }

    /** Returns true if there is a field of this name, with any value. */
    public boolean names(String name) {
        return object.has(name);
    }

    /**
     * Rejects fields of other names.
     *
     * @param expected the expected names, as text
     */
    public void expectOnly(Set<String> names, String expected) {
        object.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                problems.add("unknown field '%s': expected %s", ValidationErrors.named(name), expected);
            }
        });
    }

    /**
     * Returns a required string.
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
        var time = text.flatMap(AzureTimeFormats::read);
        if (text.isPresent() && time.isEmpty()) {
            problems.add("'%s' is not a time such as 2026-11-22T10:00:00Z", pathOf(name));
        }
        return time;
    }

    @FormatMethod
    public void addProblem(String name, @FormatString String problem, Object... details) {
        problems.add("'%s' %s", pathOf(name), problem.formatted(details));
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
