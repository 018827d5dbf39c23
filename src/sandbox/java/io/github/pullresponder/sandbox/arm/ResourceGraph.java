package io.github.pullresponder.sandbox.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.http.Page;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.identity.Callers;
import io.github.pullresponder.sandbox.json.Json;
import io.github.pullresponder.sandbox.kql.Kql;
import io.github.pullresponder.sandbox.kql.KqlException;
import io.github.pullresponder.sandbox.kql.Row;
import io.github.pullresponder.sandbox.kql.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Azure Resource Graph. Source: REST reference, "Resources - Resources"; "Guidance for throttled requests". */
final class ResourceGraph {
    private static final int LARGEST_PAGE = 1000;

    private final ResourceGraphTables tables;

    ResourceGraph(ArmInventory inventory) {
        this.tables = new ResourceGraphTables(inventory);
    }

    static boolean isAsked(Request request) {
        return request.path().equalsIgnoreCase("/providers/Microsoft.ResourceGraph/resources");
    }

    Response answer(Request request) {
        JsonNode body = request.json();
        String query = body.path("query").asText();
        Set<String> subscriptions = Set.copyOf(Json.strings(body.path("subscriptions")));
        try {
            return page(
                            Kql.run(query, name -> tables.named(name, subscriptions, Callers.objectId(request))),
                            body.path("options"))
                    .with("x-ms-user-quota-remaining", "14")
                    .with("x-ms-user-quota-resets-after", "00:00:05");
        } catch (KqlException wrong) {
            return invalid(wrong);
        }
    }

    private static Response page(Table table, JsonNode options) {
        int size = Math.min(options.path("$top").asInt(LARGEST_PAGE), LARGEST_PAGE);
        Optional<String> continuation = Json.text(options, "$skipToken");
        Page<Row> page = Page.of(table.rows(), continuation, size);
        var answer = Json.object()
                .put("totalRecords", table.rows().size())
                .put("count", page.items().size())
                .put("resultTruncated", page.next().isPresent() ? "true" : "false");
        page.next().ifPresent(token -> answer.put("$skipToken", token));
        answer.set("facets", Json.array(List.of()));
        boolean asTable = options.path("resultFormat").asText().equals("table");
        answer.set("data", asTable ? table(table, page.items()) : objects(table, page.items()));
        return Response.json(200, answer);
    }

    private static JsonNode objects(Table table, List<Row> rows) {
        return Json.array(rows.stream()
                .map(row -> {
                    ObjectNode object = Json.object();
                    table.columns()
                            .keySet()
                            .forEach(
                                    column -> object.set(column, row.get(column).json()));
                    return object;
                })
                .toList());
    }

    private static JsonNode table(Table table, List<Row> rows) {
        var body = Json.object();
        var columns = body.putArray("columns");
        table.columns()
                .forEach((name, type) -> columns.add(
                        Json.object().put("name", name).put("type", type.equals("dynamic") ? "object" : type)));
        var data = body.putArray("rows");
        rows.forEach(row -> data.add(Json.array(table.columns().keySet().stream()
                .map(column -> row.get(column).json())
                .toList())));
        return body;
    }

    private static Response invalid(KqlException wrong) {
        boolean syntax = wrong.kind() == KqlException.Kind.SYNTAX;
        var place = Json.object()
                .put("code", syntax ? "ParserFailure" : "SemanticError")
                .put("message", wrong.getMessage())
                .put("line", wrong.line())
                .put("characterPositionInLine", wrong.column())
                .put("token", wrong.token());
        var invalid = Json.object()
                .put("code", "InvalidQuery")
                .put(
                        "message",
                        "Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.");
        var error = Json.object()
                .put("code", "BadRequest")
                .put("message", "Please provide below info when asking for support.");
        error.set("details", Json.array(List.of(invalid, place)));
        var body = Json.object();
        body.set("error", error);
        return Response.json(400, body);
    }
}
