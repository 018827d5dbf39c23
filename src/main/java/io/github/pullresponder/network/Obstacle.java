package io.github.pullresponder.network;

import java.util.List;

/**
 * Stops the traffic to one destination.
 *
 * @param what the rule, route or hop that stops it
 */
public record Obstacle<T>(Destination destination, T what) {

    public static <T> List<Destination> destinationsOf(List<Obstacle<T>> obstacles) {
        return obstacles.stream().map(Obstacle::destination).distinct().toList();
    }
}
