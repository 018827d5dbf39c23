package io.github.pullresponder.evidence;

import java.util.List;
import java.util.Optional;

/** Questions about container registries as Azure resources. */
public interface Registries {
    /** Every registry the responder may see, in all subscriptions. */
    List<RegistryEntry> visible();

    Optional<Registry> registry(ResourceId id);
}
