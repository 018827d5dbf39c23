package io.github.pullresponder.sandbox.registry;

import java.util.List;

/** A caller that requests a token from a registry. */
sealed interface Caller {
    /** A user, an identity or a service principal of the directory. */
    record Principal(String objectId) implements Caller {}

    /** The registry's admin account. */
    record AdminUser() implements Caller {}

    /**
     * A token of the registry.
     *
     * @param actions the actions that its scope map allows, such as {@code repositories/shop/web/content/read}
     */
    record RepositoryToken(List<String> actions) implements Caller {}

    /** A caller without credentials. */
    record Anonymous() implements Caller {}
}
