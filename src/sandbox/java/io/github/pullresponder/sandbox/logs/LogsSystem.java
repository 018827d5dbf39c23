package io.github.pullresponder.sandbox.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.arm.ArmInventory;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.http.SimulatedSystem;
import io.github.pullresponder.sandbox.http.SystemName;
import io.github.pullresponder.sandbox.identity.Callers;
import io.github.pullresponder.sandbox.identity.ResponderRoles;
import io.github.pullresponder.sandbox.json.Json;
import io.github.pullresponder.sandbox.kql.Kql;
import io.github.pullresponder.sandbox.kql.KqlException;
import io.github.pullresponder.sandbox.kql.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The query API of Log Analytics. Source: "Azure Monitor Log Analytics API", "Request format", "Response format". */
public final class LogsSystem implements SimulatedSystem {
    public static final List<String> HOSTS = List.of(
            "api.loganalytics.io",
            "api.loganalytics.azure.com",
            "api.monitor.azure.com",
            "api.loganalytics.us",
            "api.loganalytics.azure.cn");

    /** Prefix of the actions that grant access by table ("Manage access to Log Analytics workspaces"). */
    private static final String QUERY = "Microsoft.OperationalInsights/workspaces/query/";

    private final Estate estate;
    private final ArmInventory inventory;

    public LogsSystem(Estate estate, ArmInventory inventory) {
        this.estate = estate;
        this.inventory = inventory;
    }

    @Override
    public SystemName name() {
        return SystemName.LOGS;
    }

    @Override
    public Response answer(Request request) {
        if (Callers.of(request, "api.").isEmpty()) {
            return LogsErrors.unauthenticated();
        }
        List<String> path = request.segments();
        boolean query = request.method().equals("POST")
                && path.size() == 4
                && path.get(1).equals("workspaces")
                && path.get(3).equals("query");
        if (!query) {
            return LogsErrors.noSuchPath();
        }
        return workspace(path.get(2)).map(tables -> run(request, tables)).orElse(LogsErrors.noSuchWorkspace());
    }

    /** The rows of a workspace; no rows if ARM shows the workspace but the estate has no logs of it. */
    private Optional<ObjectNode> workspace(String customerId) {
        Optional<ObjectNode> logs = Optional.ofNullable(estate.logs().get(customerId.toLowerCase(Locale.ROOT)));
        return logs.or(() -> inventory.ofType("Microsoft.OperationalInsights/workspaces").stream()
                .filter(entry ->
                        entry.body().at("/properties/customerId").asText().equalsIgnoreCase(customerId))
                .findFirst()
                .map(entry -> Json.object()));
    }

    private Response run(Request request, ObjectNode tables) {
        var body = request.json();
        var timespan = Json.text(body, "timespan");
        var span = timespan.isEmpty() ? Optional.of(TimeSpan.ALL) : TimeSpan.parse(timespan.get());
        return span.map(period -> run(request, body.path("query").asText(), period, tables))
                .orElse(LogsErrors.badTimespan());
    }

    private static Response run(Request request, String query, TimeSpan span, ObjectNode tables) {
        try {
            Table result = Kql.run(
                    query,
                    name -> isPermitted(request, name)
                            ? LogTables.named(name, tables).map(span::cut)
                            : Optional.empty());
            return Response.json(200, tables(result));
        } catch (KqlException wrong) {
            return LogsErrors.badQuery(wrong);
        }
    }

    private static boolean isPermitted(Request request, String table) {
        var caller = Callers.objectId(request);
        return ResponderRoles.permit(caller, QUERY + "read") && ResponderRoles.permit(caller, QUERY + table + "/read");
    }

    private static ObjectNode tables(Table result) {
        var table = Json.object().put("name", "PrimaryResult");
        var columns = table.putArray("columns");
        result.columns()
                .forEach((name, type) ->
                        columns.add(Json.object().put("name", name).put("type", type)));
        var rows = table.putArray("rows");
        result.rows()
                .forEach(row -> rows.add(Json.array(result.columns().keySet().stream()
                        .map(column -> row.get(column).json())
                        .toList())));
        var body = Json.object();
        body.set("tables", Json.array(List.of(table)));
        return body;
    }

    @Override
    public Response failure(Request request, int status) {
        return LogsErrors.failure(status);
    }
}
