package io.github.pullresponder.sandbox.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.estate.Directory;
import io.github.pullresponder.sandbox.http.FaultInjection;
import io.github.pullresponder.sandbox.http.Page;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.http.SimulatedSystem;
import io.github.pullresponder.sandbox.http.SystemName;
import io.github.pullresponder.sandbox.identity.Callers;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A simulated Microsoft Graph v1.0 with applications, service principals and groups. Source: Graph REST API v1.0
 * reference.
 */
public final class GraphSystem implements SimulatedSystem {
    public static final List<String> HOSTS =
            List.of("graph.microsoft.com", "graph.microsoft.us", "microsoftgraph.chinacloudapi.cn");

    private static final int PAGE_SIZE = 100;
    private static final int MOST_IDS = 1000;
    private static final Pattern KEYED = Pattern.compile("(\\w+)\\(appId='([^']*)'\\)");

    private final Directory directory;
    private final GraphObjects objects;
    private final GraphBatch batch;

    public GraphSystem(Directory directory, FaultInjection faults) {
        this.directory = directory;
        this.objects = new GraphObjects(directory);
        this.batch = new GraphBatch(this, faults);
    }

    @Override
    public SystemName name() {
        return SystemName.GRAPH;
    }

    @Override
    public Response answer(Request request) {
        var token = Callers.of(request, "graph");
        if (token.isEmpty()) {
            return GraphErrors.unauthenticated();
        }
        List<String> segments = request.segments();
        boolean versioned = segments.size() > 1 && segments.get(0).matches("v1\\.0|beta");
        if (!versioned) {
            return GraphErrors.badRequest("Invalid version: " + request.path());
        }
        List<String> path = segments.subList(1, segments.size());
        if (!GraphPermissions.permit(token.get(), path)) {
            return failure(request, 403);
        }
        return switch (request.method()) {
            case "GET" -> read(path, request);
            case "POST" -> post(path, request);
            default -> GraphErrors.failure(405);
        };
    }

    private Response read(List<String> path, Request request) {
        Matcher keyed = KEYED.matcher(path.get(0));
        if (keyed.matches()) {
            return one(
                    keyed.group(1),
                    object -> hasText(object, "appId", keyed.group(2)),
                    keyed.group(2),
                    path,
                    1,
                    request);
        }
        if (path.size() == 1) {
            return objects.in(path.get(0))
                    .map(all -> list(all, request))
                    .orElse(GraphErrors.badRequest("Resource not found for the segment '" + path.get(0) + "'."));
        }
        return one(path.get(0), object -> hasText(object, "id", path.get(1)), path.get(1), path, 2, request);
    }

    /** One object, or its related objects if the path continues at {@code rest}. */
    private Response one(
            String collection,
            Predicate<ObjectNode> condition,
            String key,
            List<String> path,
            int rest,
            Request request) {
        Optional<ObjectNode> object = objects.in(collection).orElse(List.of()).stream()
                .filter(condition)
                .findFirst();
        if (object.isEmpty()) {
            return GraphErrors.notFound(key);
        }
        if (path.size() == rest) {
            return Response.json(200, GraphObjects.selected(object.get(), request.parameter("$select")));
        }
        return related(object.get(), path.get(rest))
                .map(related -> list(related.stream().map(objects::typed).toList(), request))
                .orElse(GraphErrors.badRequest("Resource not found for the segment '" + path.get(rest) + "'."));
    }

    private Optional<List<ObjectNode>> related(ObjectNode object, String relationship) {
        String id = object.path("id").asText();
        return switch (relationship) {
            case "memberOf" -> Optional.of(directory.groupsOf(id));
            case "transitiveMemberOf" -> Optional.of(directory.allGroupsOf(id));
            case "members" -> Optional.of(withIds(Json.strings(object.path("members"))));
            default -> Optional.empty();
        };
    }

    private Response list(List<ObjectNode> all, Request request) {
        String filter = request.parameter("$filter").orElse("");
        Optional<Predicate<JsonNode>> condition = ODataFilter.parse(filter);
        if (condition.isEmpty()) {
            return GraphErrors.unsupportedFilter(filter);
        }
        int size = request.parameter("$top").map(Integer::parseInt).orElse(PAGE_SIZE);
        Optional<String> select = request.parameter("$select");
        List<ObjectNode> found = all.stream()
                .filter(condition.get())
                .map(object -> GraphObjects.selected(object, select))
                .toList();
        return Response.json(200, Page.linked(request, found, size, "@odata.nextLink"));
    }

    private Response post(List<String> path, Request request) {
        String last = path.get(path.size() - 1);
        return switch (last) {
            case "$batch" -> batch.answer(request);
            case "getByIds" -> byIds(request.json());
            case "getMemberGroups", "getMemberObjects" -> memberGroups(path.get(path.size() - 2));
            default -> GraphErrors.badRequest("Resource not found for the segment '" + last + "'.");
        };
    }

    /** The response omits unknown ids. */
    private Response byIds(JsonNode body) {
        List<String> ids = Json.strings(body.path("ids"));
        if (ids.size() > MOST_IDS) {
            return GraphErrors.badRequest("Too many ids: at most " + MOST_IDS + " are allowed.");
        }
        List<String> types = Json.strings(body.path("types"));
        return value(Json.array(withIds(ids).stream()
                .map(objects::typed)
                .filter(object -> types.isEmpty() || types.stream().anyMatch(type -> isOfType(object, type)))
                .toList()));
    }

    private Response memberGroups(String id) {
        if (directory.objects().noneMatch(object -> hasText(object, "id", id))) {
            return GraphErrors.notFound(id);
        }
        return value(Json.texts(directory.allGroupsOf(id).stream()
                .map(group -> group.path("id").asText())
                .toList()));
    }

    private List<ObjectNode> withIds(List<String> ids) {
        return directory
                .objects()
                .filter(object -> ids.stream().anyMatch(id -> hasText(object, "id", id)))
                .toList();
    }

    private static Response value(JsonNode items) {
        var body = Json.object();
        body.set("value", items);
        return Response.json(200, body);
    }

    private static boolean isOfType(ObjectNode typed, String type) {
        return typed.path("@odata.type").asText().equalsIgnoreCase("#microsoft.graph." + type)
                || type.equalsIgnoreCase("directoryObject");
    }

    private static boolean hasText(JsonNode object, String field, String text) {
        return object.path(field).asText().equalsIgnoreCase(text);
    }

    @Override
    public Response failure(Request request, int status) {
        return GraphErrors.failure(status);
    }
}
