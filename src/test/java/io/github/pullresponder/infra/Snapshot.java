package io.github.pullresponder.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * The resources that Bicep predicts for one set of parameters ({@code bicep snapshot}), with most expressions evaluated. A
 * value that is known only after a deployment, such as the object id of an identity, remains an expression.
 */
record Snapshot(String name, List<JsonNode> resources) {
    static final Snapshot SMALLEST = app("smallest");
    static final Snapshot TYPICAL = app("typical");
    static final Snapshot LARGEST = app("largest");
    static final Snapshot SMALLEST_EVENTS = events("smallest");
    static final Snapshot TYPICAL_EVENTS = events("typical");
    static final Snapshot LARGEST_EVENTS = events("largest");

    /** The name of the function app in all snapshots. */
    static final String APP_NAME = "pull-responder-cf6y2bna";

    static final String HOME_SUBSCRIPTION = "2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12";

    static List<Snapshot> all() {
        return List.of(SMALLEST, TYPICAL, LARGEST, SMALLEST_EVENTS, TYPICAL_EVENTS, LARGEST_EVENTS);
    }

    private static Snapshot app(String size) {
        return read(size + ".main");
    }

    private static Snapshot events(String size) {
        return read(size + ".events");
    }

    private static Snapshot read(String name) {
        var predicted = Templates.json("snapshots/" + name + ".snapshot.json").path("predictedResources");
        return new Snapshot(name, Templates.elements(predicted).toList());
    }

    Stream<JsonNode> all(String type) {
        return resources.stream()
                .filter(element -> element.path("type").asText().equals(type));
    }

    /** The only resource of a type. */
    JsonNode the(String type) {
        var found = all(type).toList();
        if (found.size() != 1) {
            throw new AssertionError("%s has %d resources of the type %s".formatted(name, found.size(), type));
        }
        return found.get(0);
    }

    JsonNode propertiesOf(String type) {
        return the(type).path("properties");
    }

    @Override
    public String toString() {
        return name;
    }
}
