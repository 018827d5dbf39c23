package io.github.pullresponder.sandbox.estate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the files of an estate one by one and checks the parts that the simulation relies on. */
final class EstateReader {
    private final EstateFolder folder;

    EstateReader(EstateFolder folder) {
        this.folder = folder;
    }

    Estate read() {
        List<ObjectNode> resources = resources();
        List<Trigger> triggers = triggers();
        return new Estate(
                folder.name(),
                clock(),
                resources,
                subscriptions(resources),
                actions(),
                directory(),
                kubernetes(),
                registries(),
                logs(),
                new FaultsReader(folder).read(),
                triggers,
                expected(triggers));
    }

    private Clock clock() {
        return folder.json("clock.json")
                .map(file -> Clock.fixed(instant(file.required("now")), ZoneOffset.UTC))
                .orElse(Clock.systemUTC());
    }

    private static Instant instant(Place place) {
        try {
            return Instant.parse(place.text());
        } catch (DateTimeParseException malformed) {
            throw place.wrong("must be a time such as 2026-11-22T10:00:00Z, is \"" + place.text() + "\"");
        }
    }

    private List<ObjectNode> resources() {
        var seen = new LinkedHashMap<ArmId, ObjectNode>();
        folder.json("arm.json").map(Place::elements).orElse(List.of()).forEach(resource -> {
            if (seen.put(armId(resource.required("id")), resource.object()) != null) {
                throw resource.required("id").wrong("occurs twice");
            }
        });
        return List.copyOf(seen.values());
    }

    private static ArmId armId(Place place) {
        return ArmId.parse(place.text())
                .filter(id -> !id.key().isEmpty())
                .orElseThrow(() -> place.wrong("is no ARM id: \"" + place.text() + "\""));
    }

    private List<Subscription> subscriptions(List<ObjectNode> resources) {
        var listed = folder.json("subscriptions.json").map(Place::elements).orElse(List.of()).stream()
                .map(EstateReader::subscription)
                .toList();
        return new DerivedSubscriptions(resources).completing(listed);
    }

    private static Subscription subscription(Place place) {
        String id = place.required("subscriptionId").text();
        String name = place.optional("displayName").map(Place::text).orElse(id);
        return new Subscription(id, name, place.required("tenantId").text());
    }

    private Map<String, JsonNode> actions() {
        var actions = new LinkedHashMap<String, JsonNode>();
        folder.json("actions.json").map(Place::fields).orElse(Map.of()).forEach((key, response) -> {
            if (!key.startsWith("POST /")) {
                throw response.wrong("the key must be \"POST <resource id>/<action>\"");
            }
            actions.put(key.toLowerCase(Locale.ROOT), response.node());
        });
        return actions;
    }

    private Directory directory() {
        return folder.json("graph.json")
                .map(file -> new Directory(
                        directoryObjects(file, "applications"),
                        directoryObjects(file, "servicePrincipals"),
                        directoryObjects(file, "groups")))
                .orElse(Directory.EMPTY);
    }

    private static List<ObjectNode> directoryObjects(Place file, String kind) {
        return file.elementsOf(kind).stream()
                .map(object -> {
                    object.required("id").text();
                    object.optional("appId").ifPresent(Place::text);
                    object.elementsOf("members").forEach(Place::text);
                    return object.object();
                })
                .toList();
    }

    private Map<String, List<ObjectNode>> kubernetes() {
        var clusters = new LinkedHashMap<String, List<ObjectNode>>();
        folder.files("kubernetes", ".yaml").forEach(file -> {
            var objects = new ArrayList<ObjectNode>();
            folder.yaml(file).forEach(document -> {
                document.required("apiVersion").text();
                document.required("kind").text();
                document.required("metadata").required("name").text();
                objects.add(document.object());
            });
            clusters.put(EstateFolder.stem(file, ".yaml"), objects);
        });
        return clusters;
    }

    private Map<String, ObjectNode> registries() {
        var registries = new LinkedHashMap<String, ObjectNode>();
        folder.files("registries", ".json").forEach(file -> {
            Place content = folder.json(file);
            RegistryContentRules.check(content);
            registries.put(EstateFolder.stem(file, ".json").toLowerCase(Locale.ROOT), content.object());
        });
        return registries;
    }

    private Map<String, ObjectNode> logs() {
        var workspaces = new LinkedHashMap<String, ObjectNode>();
        folder.json("logs.json").map(Place::fields).orElse(Map.of()).forEach((workspace, tables) -> {
            tables.fields().values().forEach(table -> table.elements().forEach(Place::object));
            workspaces.put(workspace.toLowerCase(Locale.ROOT), tables.object());
        });
        return workspaces;
    }

    private List<Trigger> triggers() {
        return folder.files("triggers", ".json").stream()
                .map(file -> trigger(EstateFolder.stem(file, ".json"), folder.json(file)))
                .toList();
    }

    private static Trigger trigger(String name, Place file) {
        return new Trigger(
                name,
                file.required("function").text(),
                file.optional("body").map(Place::node).orElse(NullNode.getInstance()),
                file.textsOf("headers"),
                file.textsOf("query"));
    }

    Map<Trigger, Expectation> expectations() {
        var triggers = triggers();
        var expected = expected(triggers);
        var expectations = new LinkedHashMap<Trigger, Expectation>();
        triggers.stream()
                .filter(trigger -> expected.containsKey(trigger.name()))
                .forEach(trigger -> expectations.put(trigger, expected.get(trigger.name())));
        return expectations;
    }

    private Map<String, Expectation> expected(List<Trigger> triggers) {
        var names = triggers.stream().map(Trigger::name).toList();
        var expected = new LinkedHashMap<String, Expectation>();
        folder.json("expected.json").map(Place::fields).orElse(Map.of()).forEach((trigger, expectation) -> {
            if (!names.contains(trigger)) {
                throw expectation.wrong("there is no trigger of this name, only " + names);
            }
            expected.put(
                    trigger,
                    new Expectation(
                            texts(expectation.required("causes")),
                            expectation.optional("likely").map(EstateReader::texts),
                            expectation.textsOf("verdicts"),
                            expectation.optional("advisories").map(EstateReader::texts),
                            expectation.optional("blindSpots").map(EstateReader::texts)));
        });
        return expected;
    }

    private static Set<String> texts(Place array) {
        return array.elements().stream().map(Place::text).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
