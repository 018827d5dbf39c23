package io.github.pullresponder.sandbox.directory;

import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.http.StatusName;
import io.github.pullresponder.sandbox.json.Json;

/** The errors of Microsoft Graph. Source: Graph documentation, "Microsoft Graph error responses and resource types". */
final class GraphErrors {
    private GraphErrors() {}

    static Response unauthenticated() {
        return error(401, "InvalidAuthenticationToken", "Access token is empty.");
    }

    static Response notFound(String id) {
        return error(
                404,
                "Request_ResourceNotFound",
                "Resource '" + id
                        + "' does not exist or one of its queried reference-property objects are not present.");
    }

    static Response badRequest(String message) {
        return error(400, "Request_BadRequest", message);
    }

    static Response unsupportedFilter(String filter) {
        return error(400, "Request_UnsupportedQuery", "Unsupported or invalid query filter clause: " + filter);
    }

    /** An error with the code that Graph usually returns for the status. */
    static Response failure(int status) {
        return switch (status) {
            case 401 -> unauthenticated();
            case 403 -> error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
            case 404 -> notFound("");
            case 429 -> error(429, "TooManyRequests", "Too many requests.");
            case 503 -> error(503, "serviceNotAvailable", "The service is temporarily unavailable.");
            default -> error(status, StatusName.code(status), StatusName.phrase(status));
        };
    }

    private static Response error(int status, String code, String message) {
        var error = Json.object().put("code", code).put("message", message);
        error.set("innerError", Json.object().put("request-id", "00000000-0000-0000-0000-000000000000"));
        var body = Json.object();
        body.set("error", error);
        return Response.json(status, body);
    }
}
