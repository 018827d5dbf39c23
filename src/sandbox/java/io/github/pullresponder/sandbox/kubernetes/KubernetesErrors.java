package io.github.pullresponder.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.http.StatusName;
import io.github.pullresponder.sandbox.json.Json;

/** Errors of an API server: objects of kind Status. Source: Kubernetes API conventions, "Response Status Kind". */
final class KubernetesErrors {
    private KubernetesErrors() {}

    static Response unauthorized() {
        return status(401, "Unauthorized", "Unauthorized", Json.object());
    }

    static Response badRequest(String message) {
        return status(400, "BadRequest", message, Json.object());
    }

    static Response notFound(String plural, String name) {
        return status(
                404,
                "NotFound",
                plural + " \"" + name + "\" not found",
                Json.object().put("name", name).put("kind", plural));
    }

    static Response noSuchResource() {
        return status(404, "NotFound", "the server could not find the requested resource", Json.object());
    }

    static Response readOnly(String method) {
        return status(405, "MethodNotAllowed", "the server does not allow " + method + " here", Json.object());
    }

    static Response forbidden(KubernetesTarget target, String user) {
        String where = target.namespace()
                .map(namespace -> " in the namespace \"" + namespace + "\"")
                .orElse(" at the cluster scope");
        String verb = target.name().isPresent() ? "get" : "list";
        String what =
                target.plural() + target.name().map(name -> " \"" + name + "\"").orElse("");
        return status(
                403,
                "Forbidden",
                "%s is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\"%s"
                        .formatted(what, user, verb, target.plural(), target.group(), where),
                Json.object().put("name", target.name().orElse("")).put("kind", target.plural()));
    }

    /** An error without details. */
    static Response plain(int status) {
        String reason = switch (status) {
            case 500 -> "InternalError";
            case 504 -> "Timeout";
            default -> StatusName.code(status);
        };
        return status(status, reason, StatusName.phrase(status), Json.object());
    }

    private static Response status(int code, String reason, String message, ObjectNode details) {
        var body = Json.object().put("kind", "Status").put("apiVersion", "v1");
        body.set("metadata", Json.object());
        body.put("status", "Failure").put("message", message).put("reason", reason);
        body.set("details", details);
        return Response.json(code, body.put("code", code));
    }
}
