package io.github.pullresponder.network;

import java.util.List;

/**
 * A rule, route or hop that blocks the traffic to one destination.
 *
 * @param what the rule, route or hop
 */
public record Obstacle<T>(Destination destination, T what) {

    public static <T> List<Destination> destinationsOf(List<Obstacle<T>> obstacles) {
        return obstacles.stream().map(Obstacle::destination).distinct().toList();
    }
}
