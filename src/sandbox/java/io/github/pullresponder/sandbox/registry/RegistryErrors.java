package io.github.pullresponder.sandbox.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.http.StatusName;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Locale;

/**
 * Errors of a registry with the texts of Azure Container Registry: {@code {"errors": [{"code": …, "message": …}]}}.
 * Source: OCI distribution specification, "Error Codes".
 */
final class RegistryErrors {
    private static final String UNAUTHORIZED =
            "authentication required, visit https://aka.ms/acr/authorization for more information.";

    private RegistryErrors() {}

    /** A challenge that names the token endpoint and the scope. Source: Docker "Token Authentication Specification". */
    static Response challenge(String host, String scope, boolean tokenPresented) {
        String challenge = "Bearer realm=\"https://%s/oauth2/token\",service=\"%s\"".formatted(host, host);
        String wanted = scope.isEmpty() ? "" : ",scope=\"" + scope + "\"";
        String insufficient = tokenPresented ? ",error=\"insufficient_scope\"" : "";
        return unauthorized()
                .with("WWW-Authenticate", challenge + wanted + insufficient)
                .with("Docker-Distribution-Api-Version", "registry/2.0");
    }

    static Response unauthorized() {
        return error(401, "UNAUTHORIZED", UNAUTHORIZED, Json.object());
    }

    static Response noSuchRepository(String name) {
        return error(
                404,
                "NAME_UNKNOWN",
                "repository name not known to registry",
                Json.object().put("name", name));
    }

    static Response noSuchManifest(String reference) {
        boolean digest = reference.contains(":");
        return error(
                404,
                "MANIFEST_UNKNOWN",
                digest
                        ? "manifest " + reference + " is not found"
                        : "manifest tagged by \"" + reference + "\" is not found",
                Json.object().put(digest ? "Digest" : "Tag", reference));
    }

    static Response noSuchTag(String tag) {
        return error(
                404,
                "TAG_UNKNOWN",
                "the specified tag does not exist",
                Json.object().put("Tag", tag));
    }

    static Response noSuchBlob(String digest) {
        return error(
                404, "BLOB_UNKNOWN", "blob unknown to registry", Json.object().put("digest", digest));
    }

    /** Source: "Azure Container Registry frequently asked questions", disallowed operation. */
    static Response disallowed() {
        return error(
                405,
                "DENIED",
                "The operation is disallowed on this registry, repository or image. View troubleshooting steps at https://aka.ms/acr/faq/#why-does-my-pull-or-push-request-fail-with-disallowed-operation",
                Json.object());
    }

    static Response notServed() {
        return error(404, "UNSUPPORTED", "The operation is unsupported.", Json.object());
    }

    /** An error with the code that a registry usually returns for the status. */
    static Response failure(int status) {
        return switch (status) {
            case 401 -> unauthorized();
            case 403 -> error(403, "DENIED", "requested access to the resource is denied", Json.object());
            case 404 -> error(404, "NAME_UNKNOWN", "repository name not known to registry", Json.object());
            case 405 -> disallowed();
            case 429 -> error(429, "TOOMANYREQUESTS", "too many requests", Json.object());
            default ->
                error(
                        status,
                        StatusName.code(status).toUpperCase(Locale.ROOT),
                        StatusName.phrase(status),
                        Json.object());
        };
    }

    private static Response error(int status, String code, String message, ObjectNode detail) {
        var error = Json.object().put("code", code).put("message", message);
        error.set("detail", detail);
        var body = Json.object();
        body.set("errors", Json.array(List.of(error)));
        return Response.json(status, body);
    }
}
