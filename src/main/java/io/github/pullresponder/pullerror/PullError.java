package io.github.pullresponder.pullerror;

import java.util.Objects;
import java.util.Optional;

/**
 * What one message says about a failed pull: the parsed message, and nothing of where and when it was said.
 *
 * @param symptom what is observable
 * @param stage how far the pull came
 * @param host who failed, with the port if the message names one: the registry, its data endpoint, its token endpoint
 *     or a local mirror; empty where the node itself failed
 * @param credentials whether the attempt that counts presented credentials
 * @param image the image reference as the message names it
 * @param message the message without secrets: no query strings, no user-info, no tokens
 */
public record PullError(
        Symptom symptom,
        PullStage stage,
        Optional<String> host,
        Credentials credentials,
        Optional<String> image,
        String message) {

    public PullError {
        Objects.requireNonNull(symptom, "symptom");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(message, "message");
    }
}
