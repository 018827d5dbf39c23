package io.github.pullresponder.network;

import io.github.pullresponder.registry.RegistryNetwork.EndpointConnection;

/** The route that a pull takes to the registry. Where the route that it takes leads nowhere, the one that is meant. */
public sealed interface PullRoute {
    /** The reason, as one clause. */
    String why();

    /** Over the registry's public address. */
    record PublicRoute(String why) implements PullRoute {}

    /**
     * Through a private endpoint.
     *
     * @param bypassed whether the nodes' DNS is known to lead past it, so that the traffic does not get onto this route
     */
    record PrivateRoute(PrivateEndpoint endpoint, boolean bypassed, String why) implements PullRoute {}

    /** Through a private endpoint whose connection is not approved. */
    record UnapprovedRoute(EndpointConnection connection, String why) implements PullRoute {}
}
