package io.github.pullresponder.pull;

import io.github.pullresponder.pullerror.Symptom;

/**
 * A container of a pod whose image cannot be pulled.
 *
 * @param image the image of the container, or of the image volume that prevents its start
 */
public record FailingContainer(String name, String image, Symptom symptom) {}
