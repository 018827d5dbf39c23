package io.github.pullresponder.registry;

import java.util.Optional;

/**
 * A replica of a registry; the home region has one too.
 *
 * @param location its region, in ARM's spelling
 * @param endpoint its own host, {@code name.region.geo.azurecr.io}, if the registry has regional endpoints; the login server answers
 * from any replica
 */
public record RegistryReplica(String location, Optional<String> endpoint) {}
