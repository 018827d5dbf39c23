package io.github.pullresponder.sandbox.functions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The route of an HTTP trigger, such as {@code reports/{id}}. Literal segments compare ignoring case. Source: Azure
 * Functions documentation, "HTTP trigger", "Customize the HTTP endpoint".
 */
record RouteTemplate(List<String> segments) {

    static RouteTemplate parse(String template) {
        return new RouteTemplate(List.of(template.replaceAll("^/+|/+$", "").split("/")));
    }

    /** The values of the parameters, if the path matches this route. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < path.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{") && segment.endsWith("}")) {
                // A constraint after a colon, as in {id:guid}, is not checked.
                values.put(segment.substring(1, segment.length() - 1).split(":")[0], path.get(i));
            } else if (!segment.equalsIgnoreCase(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }
}
