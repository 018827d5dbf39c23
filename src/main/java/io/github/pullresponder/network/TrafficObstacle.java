package io.github.pullresponder.network;

import java.util.List;

/**
 * A rule, route or hop that blocks the traffic to one destination.
 *
 * @param what the rule, route or hop
 */
public record TrafficObstacle<T>(TrafficDestination destination, T what) {

    public static <T> List<TrafficDestination> destinationsOf(List<TrafficObstacle<T>> obstacles) {
        return obstacles.stream().map(TrafficObstacle::destination).distinct().toList();
    }
}
