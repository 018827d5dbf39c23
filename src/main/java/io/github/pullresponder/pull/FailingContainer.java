package io.github.pullresponder.pull;

import io.github.pullresponder.pullerror.Symptom;

/**
 * A container of a pod whose image cannot be pulled.
 *
 * @param image that of the container, or of the image volume that keeps it from starting
 */
public record FailingContainer(String name, String image, Symptom symptom) {}
