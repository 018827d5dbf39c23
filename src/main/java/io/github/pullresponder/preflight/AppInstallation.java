package io.github.pullresponder.preflight;

import java.util.Optional;

/**
 * The identity and the name of this installation, for the commands that grant rights.
 *
 * @param objectId the object id of its identity
 * @param appName the name of the function app, which is part of the names of its roles
 */
public record AppInstallation(Optional<String> objectId, Optional<String> appName) {}
