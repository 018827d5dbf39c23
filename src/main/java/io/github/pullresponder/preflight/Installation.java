package io.github.pullresponder.preflight;

import java.util.Optional;

/**
 * What is installed, as far as it knows itself: for the commands that grant it something.
 *
 * @param objectId the object id of its identity
 * @param appName the name of the function app, which is part of the names of its roles
 */
public record Installation(Optional<String> objectId, Optional<String> appName) {}
