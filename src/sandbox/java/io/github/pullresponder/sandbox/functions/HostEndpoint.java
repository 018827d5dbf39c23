package io.github.pullresponder.sandbox.functions;

import io.github.pullresponder.sandbox.http.Answer;
import io.github.pullresponder.sandbox.http.Request;
import java.util.List;

/** An HTTP endpoint of the host. */
interface HostEndpoint {
    boolean serves(List<String> segments);

    Answer answer(Request request);
}
