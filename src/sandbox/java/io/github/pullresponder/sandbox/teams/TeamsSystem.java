package io.github.pullresponder.sandbox.teams;

import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.http.SimulatedSystem;
import io.github.pullresponder.sandbox.http.SystemName;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A Teams workflow behind its webhook: it answers 202 before it posts, regardless of the content. A test can make one
 * webhook, named by its path, answer differently.
 */
public final class TeamsSystem implements SimulatedSystem {
    private record Message(String path, String body) {}

    private record Behavior(boolean accepts, int status) {
        static final Behavior HEALTHY = new Behavior(true, 202);
    }

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final Map<String, Behavior> behaviors = new ConcurrentHashMap<>();

    /** The bodies received, in order. */
    public List<String> messages() {
        return messages.stream().map(Message::body).toList();
    }

    /** The bodies that one webhook received, in order. */
    public List<String> messagesTo(String path) {
        return messages.stream()
                .filter(message -> message.path().equals(path))
                .map(Message::body)
                .toList();
    }

    /**
     * Makes this webhook answer with a status. It accepts messages only with a 2xx status; 202 restores the default.
     */
    public void answer(String path, int status) {
        behaviors.put(path, new Behavior(status / 100 == 2, status));
    }

    /** Makes this webhook accept messages but answer with an error, as if a gateway had timed out. */
    public void acceptWithLostAnswer(String path) {
        behaviors.put(path, new Behavior(true, 504));
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
        var behavior = behaviors.getOrDefault(request.path(), Behavior.HEALTHY);
        if (behavior.accepts()) {
            messages.add(new Message(request.path(), request.body()));
        }
        return behavior.status() == 202
                ? Response.empty(202)
                : failure(request, behavior.status()).with("Retry-After", "0");
    }

    @Override
    public Response failure(Request request, int status) {
        var body = Json.object();
        body.set("error", Json.object().put("code", "Status" + status).put("message", "The workflow was not started."));
        return Response.json(status, body);
    }
}
