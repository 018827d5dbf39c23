package io.github.pullresponder.pull;

import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.pullerror.PullErrorParser;
import io.github.pullresponder.pullerror.Symptom;

/**
 * Identifies a pull failure among the others of its cluster: failures with the same signature have the same causes.
 *
 * @param host of the image; empty where the reference is not valid
 */
public record FailureSignature(String host, String repository, Symptom symptom) {

    /** The signature of an image and the kubelet's message. */
    public static FailureSignature of(String image, String message) {
        return of(image, PullErrorParser.parse(message).symptom());
    }

    public static FailureSignature of(String image, Symptom symptom) {
        return ImageReference.find(image)
                .map(reference -> new FailureSignature(reference.host(), reference.repository(), symptom))
                .orElseGet(() -> new FailureSignature("", image, symptom));
    }
}
