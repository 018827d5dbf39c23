package io.github.pullresponder.sandbox.http;

/** One system behind HTTP. */
public interface SimulatedSystem {
    SystemName name();

    /** What the real system would answer. */
    Response answer(Request request);

    /** An error of this status in the system's own shape, with the code it usually gives for it. */
    Response failure(Request request, int status);
}
