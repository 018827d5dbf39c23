package io.github.pullresponder.sandbox.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.http.StatusName;
import io.github.pullresponder.sandbox.json.Json;
import io.github.pullresponder.sandbox.kql.KqlException;

/** The errors of the query API. Source: "Azure Monitor Log Analytics API errors". */
final class LogsErrors {
    private LogsErrors() {}

    static Response unauthenticated() {
        return error(
                401, error("AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing."));
    }

    static Response noSuchPath() {
        return error(404, error("PathNotFoundError", "The requested path does not exist"));
    }

    static Response noSuchWorkspace() {
        return error(
                404,
                error("WorkspaceNotFoundError", "The specified workspace could not be found. Check the workspace id."));
    }

    /** An error nested in two outer errors, as the service returns it. */
    static Response badQuery(KqlException wrong) {
        boolean syntax = wrong.kind() == KqlException.Kind.SYNTAX;
        var innermost = error(syntax ? "SYN0002" : "SEM0100", wrong.getMessage())
                .put("line", wrong.line())
                .put("pos", wrong.column())
                .put("token", wrong.token());
        var inner = syntax
                ? error("SyntaxError", "A recognition error occurred in the query.")
                : error("SemanticError", "A semantic error occurred.");
        inner.set("innererror", innermost);
        var outer = error("BadArgumentError", "The request had some invalid properties");
        outer.set("innererror", inner);
        return error(400, outer);
    }

    static Response badTimespan() {
        return error(
                400, error("BadArgumentError", "The timespan is not <start>/<end>, which is all that is taken here"));
    }

    static Response failure(int status) {
        return switch (status) {
            case 401 -> unauthenticated();
            case 403 ->
                error(
                        403,
                        error(
                                "InsufficientAccessError",
                                "The provided credentials have insufficient access to perform the requested operation"));
            case 404 -> noSuchWorkspace();
            case 429 -> error(429, error("ThrottledError", "Rate limit is exceeded"));
            default -> error(status, error(StatusName.code(status), StatusName.phrase(status)));
        };
    }

    private static ObjectNode error(String code, String message) {
        return Json.object().put("message", message).put("code", code);
    }

    private static Response error(int status, ObjectNode error) {
        var body = Json.object();
        body.set("error", error);
        return Response.json(status, body);
    }
}
