package io.github.pullresponder.queue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/** The outcome of a work item or of a timer's run, as one log line: names and numbers, no payload. */
public record RunSummary(String result, Map<String, Object> details) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public RunSummary {
        details = new LinkedHashMap<>(details);
    }

    public static RunSummary of(String result) {
        return new RunSummary(result, Map.of());
    }

    public RunSummary as(String other) {
        return new RunSummary(other, details);
    }

    public RunSummary with(String name, Object value) {
        var more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new RunSummary(result, more);
    }

    /** The line as JSON: quotes and control characters in names from outside are escaped. */
    public String line() {
        var line = JSON.createObjectNode().put("outcome", result);
        details.forEach((name, value) -> line.set(name, JSON.valueToTree(value)));
        return line.toString();
    }
}
