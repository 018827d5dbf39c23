package io.github.pullresponder.sandbox.http;

/** A simulated system with an HTTP API. */
public interface SimulatedSystem {
    SystemName name();

    /** The answer of the real system. */
    Response answer(Request request);

    /** An error with this status in the system's own format, with its usual code for the status. */
    Response failure(Request request, int status);
}
