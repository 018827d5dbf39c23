package io.github.pullresponder.registry;

import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** A registry as Resource Graph lists it: enough to know which one a login server belongs to. */
public record RegistryEntry(ResourceId id, String loginServer, Optional<String> tenantId) {}
