package io.github.pullresponder.sandbox.functions;

import io.github.pullresponder.sandbox.http.Answer;
import io.github.pullresponder.sandbox.http.ConnectionReset;
import io.github.pullresponder.sandbox.http.Response;
import java.util.Map;
import java.util.Optional;

/**
 * The result of an invocation.
 *
 * @param status the status of the response; 204 for a function that returns nothing, 500 for one that throws
 * @param failure the exception that the function threw, after which a queue delivers the message again
 */
public record FunctionResult(int status, Map<String, String> headers, String body, Optional<Throwable> failure) {

    static FunctionResult failed(Throwable failure) {
        return new FunctionResult(500, Map.of(), "", Optional.of(failure));
    }

    /** Whether the process died in the function, so that nothing can handle the failure. */
    public boolean died() {
        return failure.filter(SimulatedCrash::isBehind).isPresent();
    }

    /** The answer that the sender of the request receives. */
    Answer answer() {
        return died() ? new ConnectionReset() : new Response(status, headers, body);
    }
}
