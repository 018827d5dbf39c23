package io.github.pullresponder.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Optional;

/** Answers the few paths with which a client discovers the version and the APIs of a server. */
final class Discovery {
    private static final String GROUP_VERSIONS = """
            {"kind": "APIGroupList", "apiVersion": "v1", "groups": [
              {"name": "apps", "versions": [{"groupVersion": "apps/v1", "version": "v1"}],
               "preferredVersion": {"groupVersion": "apps/v1", "version": "v1"}},
              {"name": "batch", "versions": [{"groupVersion": "batch/v1", "version": "v1"}],
               "preferredVersion": {"groupVersion": "batch/v1", "version": "v1"}}]}
            """;

    private Discovery() {}

    static Optional<Response> answer(Cluster cluster, List<String> path) {
        return switch (String.join("/", path)) {
            case "version" -> Optional.of(Response.json(200, version(cluster)));
            case "api" ->
                Optional.of(Response.json(
                        200,
                        Json.constant("{\"kind\": \"APIVersions\", \"apiVersion\": \"v1\", \"versions\": [\"v1\"]}")));
            case "apis" -> Optional.of(Response.json(200, Json.constant(GROUP_VERSIONS)));
            case "api/v1" -> Optional.of(Response.json(200, resources("v1")));
            case "apis/apps/v1" -> Optional.of(Response.json(200, resources("apps/v1")));
            case "apis/batch/v1" -> Optional.of(Response.json(200, resources("batch/v1")));
            default -> Optional.empty();
        };
    }

    private static ObjectNode version(Cluster cluster) {
        String[] parts = cluster.version().replace("v", "").split("\\.");
        return Json.object()
                .put("major", parts[0])
                .put("minor", parts.length > 1 ? parts[1] : "0")
                .put("gitVersion", cluster.version())
                .put("platform", "linux/amd64");
    }

    private static ObjectNode resources(String apiVersion) {
        var list = Json.object().put("kind", "APIResourceList").put("groupVersion", apiVersion);
        list.set(
                "resources",
                Json.array(KubernetesKinds.of(apiVersion).stream()
                        .map(kind -> {
                            ObjectNode resource = Json.object()
                                    .put("name", kind.plural())
                                    .put("singularName", "")
                                    .put("namespaced", kind.namespaced())
                                    .put("kind", kind.name());
                            resource.set("verbs", Json.texts(List.of("get", "list")));
                            return resource;
                        })
                        .toList()));
        return list;
    }
}
