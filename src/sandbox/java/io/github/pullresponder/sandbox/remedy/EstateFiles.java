package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of a complete estate, which commands change as they change Azure, and which are then written back. */
final class EstateFiles {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    /** The age of a change: a role assignment has reached the registry, and cached answers have expired. */
    private static final Duration SINCE = Duration.ofMinutes(90);

    private final Path folder;
    private final ArrayNode resources;
    private final ObjectNode actions;
    private final ObjectNode graph;
    private final Map<String, ObjectNode> registries = new TreeMap<>();
    private final Map<String, List<ObjectNode>> clusters = new TreeMap<>();
    private final JsonNode subscriptions;
    private final Instant now;

    private EstateFiles(Path folder) throws IOException {
        this.folder = folder;
        this.resources = (ArrayNode) tree("arm.json").orElseGet(JSON::createArrayNode);
        this.actions = (ObjectNode) tree("actions.json").orElseGet(JSON::createObjectNode);
        this.graph = (ObjectNode) tree("graph.json").orElseGet(JSON::createObjectNode);
        this.subscriptions = tree("subscriptions.json").orElseGet(JSON::createArrayNode);
        this.now = Instant.parse(tree("clock.json")
                .orElseThrow(() -> new Refusal("no clock"))
                .path("now")
                .asText());
        for (var file : files("registries", ".json")) {
            registries.put(stem(file, ".json"), (ObjectNode) JSON.readTree(file.toFile()));
        }
        for (var file : files("kubernetes", ".yaml")) {
            var objects = new ArrayList<ObjectNode>();
            try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
                documents.forEachRemaining(document -> {
                    if (document instanceof ObjectNode object) {
                        objects.add(object);
                    }
                });
            }
            clusters.put(stem(file, ".yaml"), objects);
        }
    }

    static EstateFiles read(Path folder) throws IOException {
        var estate = new EstateFiles(folder);
        estate.ofType("Microsoft.ContainerRegistry/registries").forEach(estate::agreeOnAdminPasswords);
        return estate;
    }

    /** Makes the registry accept the admin passwords that it returns, if the estate has no others. */
    private void agreeOnAdminPasswords(ObjectNode registry) {
        var returned = action("POST " + id(registry) + "/listCredentials").map(element -> element.path("passwords"));
        var taken = registry(registry.at("/properties/loginServer").asText()).withObject("/passwords");
        var name = registry.path("name").asText();
        if (returned.isPresent() && !taken.has(name)) {
            var values = taken.putArray(name);
            returned.get().forEach(element -> values.add(element.path("value").asText()));
        }
    }

    private Optional<JsonNode> tree(String name) throws IOException {
        var file = folder.resolve(name);
        return Files.exists(file) ? Optional.of(JSON.readTree(file.toFile())) : Optional.empty();
    }

    private List<Path> files(String name, String ending) throws IOException {
        var directory = folder.resolve(name);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static String stem(Path file, String ending) {
        var name = file.getFileName().toString();
        return name.substring(0, name.length() - ending.length());
    }

    void write() {
        try {
            writeAll();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void writeAll() throws IOException {
        JSON.writeValue(folder.resolve("arm.json").toFile(), resources);
        JSON.writeValue(folder.resolve("actions.json").toFile(), actions);
        JSON.writeValue(folder.resolve("graph.json").toFile(), graph);
        for (var registry : registries.entrySet()) {
            var file = Files.createDirectories(folder.resolve("registries")).resolve(registry.getKey() + ".json");
            JSON.writeValue(file.toFile(), registry.getValue());
        }
        for (var cluster : clusters.entrySet()) {
            var text = new StringBuilder();
            cluster.getValue()
                    .forEach(object -> text.append("---\n").append(object).append('\n'));
            Files.writeString(folder.resolve("kubernetes").resolve(cluster.getKey() + ".yaml"), text);
        }
    }

    /** A copy of everything that commands can change, by its location. Later changes do not affect the copy. */
    Map<String, JsonNode> snapshot() {
        var all = new TreeMap<String, JsonNode>();
        resources.forEach(element -> all.put(element.path("id").asText(), element.deepCopy()));
        actions.properties()
                .forEach(entry -> all.put(entry.getKey(), entry.getValue().deepCopy()));
        graph.properties()
                .forEach(kind -> kind.getValue()
                        .forEach(element -> all.put(
                                "graph/" + kind.getKey() + "/"
                                        + element.path("id").asText(),
                                element.deepCopy())));
        registries.forEach((name, registry) -> all.put("registry/" + name, registry.deepCopy()));
        clusters.forEach((name, objects) -> objects.forEach(element -> all.put(
                String.join(
                        "/",
                        "kubernetes",
                        name,
                        element.path("kind").asText(),
                        element.at("/metadata/namespace").asText(),
                        element.at("/metadata/name").asText()),
                element.deepCopy())));
        return all;
    }

    Path folder() {
        return folder;
    }

    Instant now() {
        return now;
    }

    String since() {
        return now.minus(SINCE).toString();
    }

    // Resource Manager

    Stream<ObjectNode> all() {
        return StreamSupport.stream(resources.spliterator(), false).map(ObjectNode.class::cast);
    }

    Stream<ObjectNode> ofType(String type) {
        return all().filter(element -> element.path("type").asText().equalsIgnoreCase(type));
    }

    /** A resource, or a part of one that has its own id. Azure ignores the case of ids. */
    Optional<ObjectNode> find(String id) {
        return find(resources, id);
    }

    private static Optional<ObjectNode> find(JsonNode in, String id) {
        if (in instanceof ObjectNode object && object.path("id").asText().equalsIgnoreCase(id) && object.size() > 1) {
            return Optional.of(object);
        }
        return StreamSupport.stream(in.spliterator(), false)
                .filter(JsonNode::isContainerNode)
                .flatMap(part -> find(part, id).stream())
                .findFirst();
    }

    ObjectNode get(String id) {
        return find(id).orElseThrow(() -> new Refusal("ResourceNotFound: there is no %s", id));
    }

    /** The resource of a type with this name. Names of the type must be unique in Azure or in a subscription. */
    ObjectNode named(String type, String name) {
        return ofType(type)
                .filter(element -> element.path("name").asText().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new Refusal("ResourceNotFound: there is no %s %s", type, name));
    }

    static ObjectNode properties(ObjectNode resource) {
        return resource.withObject("/properties");
    }

    static String id(ObjectNode resource) {
        return resource.path("id").asText();
    }

    /** @return the properties of the new resource */
    ObjectNode add(String id, String type) {
        if (find(id).isPresent()) {
            throw new Refusal("there already is a %s", id);
        }
        return resources
                .addObject()
                .put("id", id)
                .put("name", id.substring(id.lastIndexOf('/') + 1))
                .put("type", type)
                .putObject("properties");
    }

    /** Removes a resource or a part of one. A missing one is rejected, as Azure or az does. */
    void remove(String id) {
        get(id);
        remove(resources, id);
    }

    private static void remove(JsonNode from, String id) {
        if (from instanceof ArrayNode array) {
            for (var i = array.size() - 1; i >= 0; i--) {
                if (array.get(i).path("id").asText().equalsIgnoreCase(id)) {
                    array.remove(i);
                }
            }
        }
        from.forEach(part -> remove(part, id));
    }

    /** The tenant of a resource's subscription, if the estate names it. */
    Optional<String> tenantOf(String id) {
        return StreamSupport.stream(subscriptions.spliterator(), false)
                .filter(element -> id.toLowerCase(Locale.ROOT)
                        .startsWith("/subscriptions/"
                                + element.path("subscriptionId").asText().toLowerCase(Locale.ROOT) + "/"))
                .map(element -> element.path("tenantId").asText())
                .findFirst();
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    // Other files

    /** The response to an action, if the estate has one. */
    Optional<JsonNode> action(String key) {
        return actions.properties().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(key))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    ArrayNode directory(String kind) {
        return graph.withArray("/" + kind);
    }

    Optional<ObjectNode> inDirectory(String kind, String field, String value) {
        return StreamSupport.stream(directory(kind).spliterator(), false)
                .map(ObjectNode.class::cast)
                .filter(element -> element.path(field).asText().equalsIgnoreCase(value))
                .findFirst();
    }

    ObjectNode registry(String loginServer) {
        return registries.computeIfAbsent(loginServer, name -> JSON.createObjectNode());
    }

    /** The content of each replica of a registry, if the estate lists it. */
    List<ObjectNode> replicasOf(String loginServer) {
        var name = loginServer.split("\\.", 2);
        return registries.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(name[0] + ".")
                        && entry.getKey().endsWith(".geo." + name[1]))
                .map(Map.Entry::getValue)
                .toList();
    }

    List<ObjectNode> cluster(String name) {
        return Optional.ofNullable(clusters.get(name))
                .orElseThrow(() -> new Refusal("no context exists with the name: \"%s\"", name));
    }

    /** The only cluster, for a command that does not name its cluster. */
    List<ObjectNode> onlyCluster() {
        if (clusters.size() != 1) {
            throw new Refusal("which of the clusters %s?", clusters.keySet());
        }
        return clusters.values().iterator().next();
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    static ArrayNode array(List<String> texts) {
        var array = JSON.createArrayNode();
        texts.forEach(array::add);
        return array;
    }
}
