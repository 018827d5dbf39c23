package io.github.pullresponder.queue;

import io.github.pullresponder.redaction.Redaction;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/**
 * A change in Azure, as an event describes it: the operation, the resource and the caller. It does not contain the new state of the
 * resource.
 *
 * @param operation the operation, such as {@code Microsoft.ContainerRegistry/registries/regenerateCredential/action}, or the type of an
 *     event such as {@code Microsoft.ContainerRegistry.ImageDeleted}
 * @param who the name of the caller, from the event's claims
 * @param image the image of an event about an image: {@code repository:tag} or {@code repository@digest}
 */
public record ResourceChange(String operation, ResourceId resource, Optional<String> who, Optional<String> image) {
    public ResourceChange {
        image = image.map(Redaction::ofImage);
    }
}
