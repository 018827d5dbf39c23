package io.github.pullresponder.evidence.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Permission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The responses of one Graph {@code $batch}, by the id of the request: each has its own status. */
record GraphBatchResponse(Map<String, JsonNode> answers) {

    static GraphBatchResponse answersIn(JsonNode responses) {
        var answers = new HashMap<String, JsonNode>();
        responses.forEach(response -> answers.put(response.path("id").asText(), response));
        return new GraphBatchResponse(answers);
    }

    /** Returns true if one part was throttled or failed on the server, which a batch with status 200 may contain. */
    boolean isWorthRetrying(String id) {
        var status = answers.getOrDefault(id, MissingNode.getInstance())
                .path("status")
                .asInt();
        return status == 429 || status >= 500;
    }

    /** The body of a response; absent on 404. */
    Optional<JsonNode> find(String id, String what) {
        var answer = answers.get(id);
        if (answer == null) {
            throw EvidenceUnavailableException.because(UnavailabilityReason.MALFORMED, what);
        }
        var status = answer.path("status").asInt();
        return switch (status) {
            case 200 -> Optional.of(GraphDirectory.required(answer, "body"));
            case 404 -> Optional.empty();
            case 401, 403 -> throw EvidenceUnavailableException.forbidden(what, Permission.READ_DIRECTORY_OBJECTS);
            default -> throw EvidenceUnavailableException.because(UnavailabilityReason.MALFORMED, what);
        };
    }
}
