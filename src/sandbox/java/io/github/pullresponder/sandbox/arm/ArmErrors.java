package io.github.pullresponder.sandbox.arm;

import io.github.pullresponder.sandbox.estate.ArmId;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.http.StatusName;
import io.github.pullresponder.sandbox.identity.Callers;
import io.github.pullresponder.sandbox.json.Json;

/**
 * Errors of ARM with the service's own texts: {@code {"error": {"code": …, "message": …}}}. Source: Azure
 * documentation, "Common errors in Azure Resource Manager".
 */
final class ArmErrors {
    private ArmErrors() {}

    static Response error(int status, String code, String message) {
        var body = Json.object();
        body.set("error", Json.object().put("code", code).put("message", message));
        return Response.json(status, body);
    }

    static Response unauthenticated() {
        return error(401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.")
                .with(
                        "WWW-Authenticate",
                        "Bearer authorization_uri=\"https://login.microsoftonline.com/\", error=\"invalid_token\"");
    }

    static Response missingApiVersion() {
        return error(
                400,
                "MissingApiVersionParameter",
                "The api-version query parameter (?api-version=) is required for all requests.");
    }

    static Response notFound(ArmId id) {
        return error(
                404,
                "ResourceNotFound",
                "The Resource '%s/%s' under resource group '%s' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix"
                        .formatted(id.type(), id.name(), id.resourceGroup().orElse("<null>")));
    }

    static Response noSuchGroup(String group) {
        return error(404, "ResourceGroupNotFound", "Resource group '" + group + "' could not be found.");
    }

    static Response noSuchSubscription(String subscription) {
        return error(404, "SubscriptionNotFound", "The subscription '" + subscription + "' could not be found.");
    }

    static Response noSuchPath(Request request) {
        return error(404, "NotFound", "No resource matches the request path '" + request.path() + "'.");
    }

    static Response readOnly(Request request) {
        return error(405, "MethodNotAllowed", "'" + request.method() + "' is not allowed: this estate is read-only.");
    }

    /** An error with the code that ARM usually returns for the status. */
    static Response failure(Request request, int status) {
        return switch (status) {
            case 401 -> unauthenticated();
            case 403 -> forbidden(request);
            case 404 -> ArmId.parse(request.path()).map(ArmErrors::notFound).orElse(noSuchPath(request));
            case 429 ->
                error(
                        429,
                        "TooManyRequests",
                        "The request is being throttled as the limit has been reached for operation type - Read.");
            default -> error(status, StatusName.code(status), StatusName.phrase(status) + ".");
        };
    }

    private static Response forbidden(Request request) {
        String client = Callers.objectId(request);
        return error(
                403,
                "AuthorizationFailed",
                "The client '%s' with object id '%s' does not have authorization to perform action '%s' over scope '%s' or the scope is invalid. If access was recently granted, please refresh your credentials."
                        .formatted(client, client, action(request), request.path()));
    }

    /** The action that the caller needs permission for. */
    static String action(Request request) {
        if (ResourceGraph.isAsked(request)) {
            return "Microsoft.ResourceGraph/resources/read";
        }
        var segments = request.segments();
        boolean post = request.method().equals("POST") && !segments.isEmpty();
        var path = post ? segments.subList(0, segments.size() - 1) : segments;
        String type = ArmTarget.parse(path)
                .map(ArmTarget::type)
                .filter(known -> !known.isEmpty())
                .orElse("Microsoft.Resources/subscriptions");
        return post ? type + "/" + segments.get(segments.size() - 1) + "/action" : type + "/read";
    }
}
