package io.github.pullresponder.sandbox.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.estate.ArmId;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rows that any workspace holds of one resource. Source: "Querying logs for Azure resources". */
final class ResourceTables {
    private ResourceTables() {}

    static ObjectNode of(Estate estate, String resourceId) {
        Map<String, List<JsonNode>> tables = new LinkedHashMap<>();
        estate.logs()
                .values()
                .forEach(workspace -> workspace.properties().forEach(table -> {
                    List<JsonNode> rows = Json.elements(table.getValue()).stream()
                            .filter(row -> isOf(row, resourceId))
                            .toList();
                    tables.merge(
                            table.getKey(),
                            rows,
                            (some, more) ->
                                    Stream.of(some, more).flatMap(List::stream).toList());
                }));
        var body = Json.object();
        tables.forEach((name, rows) -> body.set(name, Json.array(rows)));
        return body;
    }

    private static boolean isOf(JsonNode row, String resourceId) {
        return ArmId.parse(resourceId)
                .flatMap(scope -> ArmId.parse(row.path("_ResourceId").asText()).map(scope::covers))
                .orElse(false);
    }
}
