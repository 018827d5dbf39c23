package io.github.pullresponder.sandbox.teams;

import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.http.SimulatedSystem;
import io.github.pullresponder.sandbox.http.SystemName;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Teams workflow behind its webhook: it answers 202 before it posts, whatever it was sent. */
public final class TeamsSystem implements SimulatedSystem {
    private final List<String> messages = new CopyOnWriteArrayList<>();

    /** The bodies received, in order. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public SystemName name() {
        return SystemName.TEAMS;
    }

    @Override
    public Response answer(Request request) {
        if (!request.method().equals("POST")) {
            return failure(request, 405);
        }
        messages.add(request.body());
        return Response.empty(202);
    }

    @Override
    public Response failure(Request request, int status) {
        var body = Json.object();
        body.set("error", Json.object().put("code", "Status" + status).put("message", "The workflow was not started."));
        return Response.json(status, body);
    }
}
