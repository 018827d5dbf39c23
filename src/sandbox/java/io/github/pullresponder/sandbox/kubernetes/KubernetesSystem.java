package io.github.pullresponder.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.http.Page;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.http.SimulatedSystem;
import io.github.pullresponder.sandbox.http.SystemName;
import io.github.pullresponder.sandbox.identity.Callers;
import io.github.pullresponder.sandbox.identity.ResponderRoles;
import io.github.pullresponder.sandbox.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Simulated, read-only API servers of the estate's clusters, below {@code /kubernetes/<cluster name>}. */
public final class KubernetesSystem implements SimulatedSystem {
    /** The first segment of every path. */
    public static final String ROOT = "kubernetes";

    /** Prefix of the Azure RBAC actions within clusters ("Azure permissions for Containers"). */
    private static final String CLUSTERS = "Microsoft.ContainerService/managedClusters/";

    private final Map<String, Cluster> clusters = new LinkedHashMap<>();

    public KubernetesSystem(Estate estate) {
        estate.kubernetes().forEach((name, documents) -> clusters.put(name, new Cluster(documents)));
    }

    @Override
    public SystemName name() {
        return SystemName.KUBERNETES;
    }

    @Override
    public Response answer(Request request) {
        List<String> segments = request.segments();
        String name = segments.size() > 1 ? segments.get(1) : "";
        if (!clusters.containsKey(name)) {
            return Response.text(502, "This estate has no kubernetes/" + name + ".yaml");
        }
        if (!isAuthenticated(request, name)) {
            return KubernetesErrors.unauthorized();
        }
        if (!request.isRead()) {
            return KubernetesErrors.readOnly(request.method());
        }
        return read(clusters.get(name), segments.subList(2, segments.size()), request);
    }

    private static boolean isAuthenticated(Request request, String cluster) {
        return request.bearerToken().filter(ClusterTokens.of(cluster)::equals).isPresent()
                || Callers.of(request, ClusterTokens.SERVER_APPLICATION).isPresent();
    }

    private static Response read(Cluster cluster, List<String> path, Request request) {
        return Discovery.answer(cluster, path)
                .orElseGet(() -> KubernetesTarget.parse(path)
                        .map(target ->
                                ResponderRoles.permit(Callers.objectId(request), CLUSTERS + target.plural() + "/read")
                                        ? objects(cluster, target, request)
                                        : KubernetesErrors.forbidden(target, Callers.objectId(request)))
                        .orElse(KubernetesErrors.noSuchResource()));
    }

    private static Response objects(Cluster cluster, KubernetesTarget target, Request request) {
        var kind = cluster.kind(target);
        if (kind.isEmpty()) {
            return KubernetesErrors.noSuchResource();
        }
        List<ObjectNode> found = cluster.find(target);
        if (target.name().isPresent()) {
            return found.stream()
                    .findFirst()
                    .map(object -> Response.json(200, object))
                    .orElse(KubernetesErrors.notFound(
                            target.plural(), target.name().get()));
        }
        if (request.parameter("labelSelector").isPresent()) {
            return KubernetesErrors.badRequest("labelSelector is not known here");
        }
        var selector = request.parameter("fieldSelector").orElse("");
        return FieldSelector.parse(selector)
                .map(selection ->
                        list(kind.get(), found.stream().filter(selection).toList(), request))
                .map(list -> Response.json(200, list))
                .orElse(KubernetesErrors.badRequest("fieldSelector is not known here: " + selector));
    }

    private static ObjectNode list(KubernetesKinds.Kind kind, List<ObjectNode> all, Request request) {
        int limit = request.parameter("limit")
                .map(Integer::parseInt)
                .filter(n -> n > 0)
                .orElse(Integer.MAX_VALUE);
        var page = Page.of(all, request.parameter("continue"), Math.min(limit, Math.max(all.size(), 1)));
        var metadata = Json.object().put("resourceVersion", Cluster.resourceVersion());
        page.next().ifPresent(token -> metadata.put("continue", token));
        var list = Json.object().put("kind", kind.name() + "List").put("apiVersion", kind.apiVersion());
        list.set("metadata", metadata);
        list.set("items", Json.array(page.items()));
        return list;
    }

    @Override
    public Response failure(Request request, int status) {
        List<String> segments = request.segments();
        var target = KubernetesTarget.parse(segments.subList(Math.min(2, segments.size()), segments.size()));
        return switch (status) {
            case 401 -> KubernetesErrors.unauthorized();
            case 403 ->
                target.map(what -> KubernetesErrors.forbidden(what, Callers.objectId(request)))
                        .orElse(KubernetesErrors.plain(status));
            case 404 ->
                target.filter(what -> what.name().isPresent())
                        .map(what -> KubernetesErrors.notFound(
                                what.plural(), what.name().orElse("")))
                        .orElse(KubernetesErrors.noSuchResource());
            default -> KubernetesErrors.plain(status);
        };
    }
}
