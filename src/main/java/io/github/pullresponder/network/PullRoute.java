package io.github.pullresponder.network;

import io.github.pullresponder.registry.RegistryNetwork.EndpointConnection;

/** The route of a pull to the registry. If the current route cannot work, it is the intended one. */
public sealed interface PullRoute {
    /** The reason, as one clause. */
    String why();

    /** Through the registry's public endpoint. */
    record PublicRoute(String why) implements PullRoute {}

    /**
     * Through a private endpoint.
     *
     * @param bypassed true if the nodes' DNS is known not to resolve to the endpoint, so that the traffic does not use this route
     */
    record PrivateRoute(PrivateEndpoint endpoint, boolean bypassed, String why) implements PullRoute {}

    /** Through a private endpoint whose connection is not approved. */
    record UnapprovedRoute(EndpointConnection connection, String why) implements PullRoute {}
}
