package io.github.pullresponder.sandbox.functions;

import io.github.pullresponder.sandbox.http.Answer;
import io.github.pullresponder.sandbox.http.Request;
import java.util.List;

/** A part of the host that is spoken to over HTTP. */
interface HostEndpoint {
    boolean serves(List<String> segments);

    Answer answer(Request request);
}
