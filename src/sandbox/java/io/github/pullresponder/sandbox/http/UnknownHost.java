package io.github.pullresponder.sandbox.http;

/** Answers requests to unknown hosts: 502, with a message for the author of the estate. */
final class UnknownHost implements SimulatedSystem {
    @Override
    public SystemName name() {
        return SystemName.UNKNOWN_HOST;
    }

    @Override
    public Response answer(Request request) {
        return Response.text(502, "No system of this estate answers for " + request.origin() + " " + request.path());
    }

    @Override
    public Response failure(Request request, int status) {
        return Response.text(status, "");
    }
}
