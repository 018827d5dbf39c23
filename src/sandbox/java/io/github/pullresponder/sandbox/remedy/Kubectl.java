package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Simulates {@code kubectl}: changes an estate as {@code kubectl} changes a cluster, and rejects the commands that the
 * API server rejects.
 */
final class Kubectl {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String DOCKER_CONFIG = "kubernetes.io/dockerconfigjson";

    /** Options without a value; every other option has one. */
    private static final List<String> FLAGS =
            List.of("--force", "--overwrite", "--stdin", "--tty", "--ignore-not-found", "-it", "-i", "-t");

    private static final Pattern FIELD = Pattern.compile("\\{?\\.((?:\\\\.|[^.{}])+)");

    private final EstateFiles estate;
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();
    private final Call call;

    private Kubectl(Call call, EstateFiles estate) {
        this.call = call;
        this.estate = estate;
        var arguments = call.arguments();
        for (var i = 0; i < arguments.size(); i++) {
            var word = arguments.get(i);
            if (!word.startsWith("-") || word.equals("-")) {
                words.add(word);
            } else if (word.equals("--")) {
                break;
            } else if (word.contains("=")) {
                options.put(word.split("=", 2)[0], word.split("=", 2)[1]);
            } else if (FLAGS.contains(word) || i + 1 == arguments.size()) {
                options.put(word, "true");
            } else {
                options.put(word, arguments.get(++i));
            }
        }
    }

    static String run(Call call, EstateFiles estate) {
        return new Kubectl(call, estate).run();
    }

    private String run() {
        var verb = words.get(0);
        return switch (verb) {
            case "set" -> setImage();
            case "patch" -> patch();
            case "create" -> createSecret();
            case "apply" -> apply();
            case "replace" -> replace();
            case "delete" -> delete();
            case "get" -> get();
            case "annotate" -> annotate();
            case "rollout", "config", "label" -> "";
            default -> throw new IllegalArgumentException("this command is not simulated: kubectl " + verb);
        };
    }

    /** Annotates a service account. The annotations of other objects have no effect here. */
    private String annotate() {
        var target = target(1);
        if (!target[0].equalsIgnoreCase("serviceaccount")) {
            return "";
        }
        var account = find(target[0], target[1])
                .orElseThrow(() -> new Refusal("NotFound: serviceaccounts \"%s\" not found", target[1]));
        for (var change : words.subList(words.get(1).contains("/") ? 2 : 3, words.size())) {
            account.withObject("/metadata")
                    .withObject("/annotations")
                    .put(change.split("=", 2)[0], change.split("=", 2)[1]);
        }
        return "";
    }

    private Optional<String> option(String... names) {
        return Stream.of(names).filter(options::containsKey).map(options::get).findFirst();
    }

    private List<ObjectNode> cluster() {
        return option("--context").map(estate::cluster).orElseGet(estate::onlyCluster);
    }

    private String namespace() {
        return option("--namespace", "-n").orElse("default");
    }

    private Optional<ObjectNode> find(String kind, String name) {
        return cluster().stream()
                .filter(element -> element.path("kind").asText().equalsIgnoreCase(kind)
                        && element.at("/metadata/name").asText().equals(name)
                        && element.at("/metadata/namespace").asText(namespace()).equals(namespace()))
                .findFirst();
    }

    /** Reads {@code kind/name}, or two words. */
    private String[] target(int at) {
        var word = words.get(at);
        var parts = word.split("/", 2);
        return parts.length == 2 ? parts : new String[] {word, words.get(at + 1)};
    }

    // Workloads

    /** An estate contains the pods but not always their workloads: the names of the pods show the workload. */
    private List<ObjectNode> podsOf(String kind, String name) {
        var pods = cluster().stream()
                .filter(element -> element.path("kind").asText().equals("Pod")
                        && element.at("/metadata/namespace").asText().equals(namespace()))
                .filter(object -> isOf(object, kind, name))
                .toList();
        if (pods.isEmpty()) {
            throw new Refusal("NotFound: %s \"%s\" not found in %s", kind, name, namespace());
        }
        return pods;
    }

    private static boolean isOf(ObjectNode pod, String kind, String name) {
        var own = pod.at("/metadata/name").asText();
        if (kind.matches("pods?|po")) {
            return own.equals(name);
        }
        var owner = pod.at("/metadata/ownerReferences/0");
        var ownerKind = owner.path("kind").asText();
        var ownerName = owner.path("name").asText();
        return kind.startsWith("deploy")
                ? ownerKind.equals("ReplicaSet") && ownerName.matches(Pattern.quote(name) + "-[a-z0-9]+")
                : ownerKind.toLowerCase(java.util.Locale.ROOT).startsWith(kind) && ownerName.equals(name);
    }

    private String setImage() {
        var target = target(2);
        var changes = words.subList(words.get(2).contains("/") ? 3 : 4, words.size());
        for (var pod : podsOf(target[0], target[1])) {
            for (var change : changes) {
                setImage(pod, change.split("=", 2)[0], change.split("=", 2)[1]);
            }
        }
        return "";
    }

    /**
     * Also replaces the image in the pod's status and events, because a new pod would be reported with the new image.
     */
    private void setImage(ObjectNode pod, String container, String image) {
        var containers = Stream.of("containers", "initContainers")
                .flatMap(kind -> NetworkCommands.objects(pod.at("/spec/" + kind)))
                .filter(element -> element.path("name").asText().equals(container))
                .toList();
        if (containers.isEmpty()) {
            throw new Refusal("unable to find container named \"%s\"", container);
        }
        var old = containers.get(0).path("image").asText();
        containers.get(0).put("image", image);
        var podName = pod.at("/metadata/name").asText();
        replaceText(pod.path("status"), old, image);
        cluster().stream()
                .filter(element -> element.path("kind").asText().equals("Event")
                        && element.at("/involvedObject/name").asText().equals(podName))
                .forEach(item -> replaceText(item, old, image));
    }

    private static void replaceText(JsonNode in, String old, String image) {
        if (in instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (field.getValue().isTextual()) {
                    object.put(field.getKey(), field.getValue().asText().replace(old, image));
                }
            });
        }
        in.forEach(part -> replaceText(part, old, image));
    }

    private String patch() {
        var target = target(1);
        var patch = json(option("--patch", "-p").orElseThrow(() -> new Refusal("must specify --patch")));
        if (target[0].matches("serviceaccounts?|sa")) {
            var account = find("ServiceAccount", target[1])
                    .orElseThrow(() -> new Refusal("serviceaccounts \"%s\" not found", target[1]));
            merge(account, patch);
            return "";
        }
        if (target[0].matches("secrets?")) {
            merge(
                    find("Secret", target[1]).orElseThrow(() -> new Refusal("secrets \"%s\" not found", target[1])),
                    patch);
            return "";
        }
        var isPod = target[0].matches("pods?|po");
        if (option("--dry-run").isPresent()) {
            var pod = podsOf(target[0], target[1]).get(0).deepCopy();
            merge(pod, patch);
            return pod + "\n";
        }
        if (isPod) {
            throw new Refusal("Forbidden: pod updates may not change fields other than spec.containers[*].image");
        }
        podsOf(target[0], target[1]).forEach(pod -> {
            merge(pod, (ObjectNode) patch.at("/spec/template"));
            schedule(pod);
        });
        return "";
    }

    /** Merges like a strategic merge patch: objects by field, lists of named elements by name. */
    private static void merge(ObjectNode into, ObjectNode patch) {
        patch.properties().forEach(change -> {
            var old = into.path(change.getKey());
            if (change.getValue().isNull()) {
                into.remove(change.getKey());
            } else if (old instanceof ObjectNode object && change.getValue() instanceof ObjectNode more) {
                merge(object, more);
            } else if (old instanceof ArrayNode array
                    && change.getValue().path(0).has("name")) {
                NetworkCommands.objects(change.getValue())
                        .forEach(element -> NetworkCommands.byName(
                                        array, element.path("name").asText())
                                .ifPresentOrElse(found -> merge(found, element), () -> array.add(element)));
            } else {
                into.set(change.getKey(), change.getValue());
            }
        });
    }

    /** Assigns the pod to a node with the labels, or to a new node of a pool. */
    private void schedule(ObjectNode pod) {
        var selector = pod.at("/spec/nodeSelector");
        if (selector.isEmpty()) {
            return;
        }
        var node = cluster().stream()
                .filter(element -> element.path("kind").asText().equals("Node"))
                .filter(element -> selector.properties().stream()
                        .allMatch(label -> element.at("/metadata/labels")
                                .path(label.getKey())
                                .asText()
                                .equals(label.getValue().asText())))
                .findFirst()
                .or(() -> new NewNodes(estate, cluster()).fitting(selector))
                .orElseThrow(
                        () -> new Refusal("FailedScheduling: no node matches the pod's node selector %s", selector));
        var name = node.at("/metadata/name").asText();
        ((ObjectNode) pod.path("spec")).put("nodeName", name);
        cluster().stream()
                .filter(element -> element.path("kind").asText().equals("Event")
                        && element.at("/involvedObject/name")
                                .asText()
                                .equals(pod.at("/metadata/name").asText())
                        && element.has("source"))
                .forEach(element -> element.withObject("/source").put("host", name));
    }

    // Secrets

    private String createSecret() {
        if (words.size() < 4 || !words.get(1).equals("secret") || !words.get(2).equals("docker-registry")) {
            throw new IllegalArgumentException("this command is not simulated: " + call);
        }
        var auth = EstateFiles.JSON.createObjectNode();
        var user = option("--docker-username").orElseThrow(() -> new Refusal("--docker-username is required"));
        var password = option("--docker-password").orElseThrow(() -> new Refusal("--docker-password is required"));
        if (password.isEmpty()) {
            throw new Refusal("the password is empty");
        }
        auth.putObject("auths")
                .putObject(option("--docker-server").orElse("https://index.docker.io/v1/"))
                .put("username", user)
                .put("password", password)
                .put("auth", base64(user + ":" + password));
        var secret = EstateFiles.JSON
                .createObjectNode()
                .put("apiVersion", "v1")
                .put("kind", "Secret")
                .put("type", DOCKER_CONFIG);
        secret.putObject("metadata").put("name", words.get(3)).put("namespace", namespace());
        secret.putObject("data").put(".dockerconfigjson", base64(auth.toString()));
        if (option("--dry-run").isPresent()) {
            return secret + "\n";
        }
        if (find("Secret", words.get(3)).isPresent()) {
            throw new Refusal("AlreadyExists: secrets \"%s\" already exists", words.get(3));
        }
        put(secret);
        return "";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void put(ObjectNode object) {
        object.withObject("/metadata").put("creationTimestamp", estate.since());
        cluster().add(object);
    }

    private String apply() {
        for (var object : given()) {
            var namespace = object.at("/metadata/namespace").asText(namespace());
            object.withObject("/metadata").put("namespace", namespace);
            var old = cluster().stream()
                    .filter(element -> element.path("kind")
                                    .asText()
                                    .equals(object.path("kind").asText())
                            && element.at("/metadata/name")
                                    .asText()
                                    .equals(object.at("/metadata/name").asText())
                            && element.at("/metadata/namespace").asText().equals(namespace))
                    .findFirst();
            if (old.isEmpty()) {
                put(object);
            } else {
                refuseOtherType(old.get(), object);
                merge(old.get(), object);
            }
        }
        return "";
    }

    private static void refuseOtherType(ObjectNode old, ObjectNode object) {
        if (object.has("type")
                && !old.path("type").asText("Opaque").equals(object.path("type").asText())) {
            throw new Refusal(
                    "The Secret \"%s\" is invalid: type: Invalid value: \"%s\": field is immutable",
                    old.at("/metadata/name").asText(), object.path("type").asText());
        }
    }

    private List<ObjectNode> given() {
        var file = option("--filename", "-f").orElseThrow(() -> new Refusal("must specify --filename"));
        try {
            var text = file.equals("-")
                    ? call.input()
                    : Files.readString(call.folder().resolve(file));
            var objects = new ArrayList<ObjectNode>();
            try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
                documents.forEachRemaining(document -> objects.add((ObjectNode) document));
            }
            if (objects.isEmpty()) {
                throw new Refusal("error: no objects passed to apply");
            }
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String replace() {
        for (var object : given()) {
            var kind = object.path("kind").asText();
            var old = cluster().stream()
                    .filter(element -> element.path("kind").asText().equals(kind)
                            && element.at("/metadata/name")
                                    .asText()
                                    .equals(object.at("/metadata/name").asText())
                            && element.at("/metadata/namespace")
                                    .asText()
                                    .equals(object.at("/metadata/namespace").asText()))
                    .findFirst()
                    .orElseThrow(() -> new Refusal(
                            "NotFound: %s", object.at("/metadata/name").asText()));
            if (!options.containsKey("--force")) {
                refuseOtherType(old, object);
            }
            cluster().set(cluster().indexOf(old), object);
            if (kind.equals("Pod")) {
                schedule(object);
            }
        }
        return "";
    }

    private String delete() {
        var target = target(1);
        var found = find(target[0].replaceFirst("s$", ""), target[1]);
        if (found.isEmpty() && !options.containsKey("--ignore-not-found")) {
            throw new Refusal("NotFound: %s \"%s\" not found", target[0], target[1]);
        }
        found.ifPresent(this::delete);
        return "";
    }

    /** Deletes an object. The owner of a pod creates it again; a pod without an owner is not created again. */
    private void delete(ObjectNode object) {
        if (!object.path("kind").asText().equals("Pod")) {
            cluster().remove(object);
        } else if (object.at("/metadata/ownerReferences").isEmpty()) {
            throw new Refusal(
                    "nothing would create the pod %s again",
                    object.at("/metadata/name").asText());
        }
    }

    /** Prints a whole object, or one field of it: {@code jsonpath={.data.\.dockerconfigjson}}. */
    private String get() {
        var target = target(1);
        var kind = target[0].replaceFirst("s$", "");
        var found = find(kind.equals("sa") ? "serviceaccount" : kind, target[1]);
        if (found.isEmpty()) {
            if (options.containsKey("--ignore-not-found")) {
                return "";
            }
            throw new Refusal("NotFound: %s \"%s\" not found", target[0], target[1]);
        }
        var output = option("--output", "-o").orElse("json");
        if (!output.startsWith("jsonpath=")) {
            return found.get().toPrettyString() + "\n";
        }
        JsonNode at = found.get();
        var fields = FIELD.matcher(output.substring("jsonpath=".length()));
        while (fields.find()) {
            at = at.path(fields.group(1).replace("\\.", "."));
        }
        return at.isValueNode() ? at.asText() : at.toString();
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Refusal("unable to parse %s: %s", text, e.getOriginalMessage());
        }
    }
}
