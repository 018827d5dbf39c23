package io.github.pullresponder.sandbox.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.estate.ArmId;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.Subscription;
import io.github.pullresponder.sandbox.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The ARM objects of an estate: its resources, their nested resources, and their resource groups and subscriptions. */
public final class ArmInventory {
    /** A resource with its id, parsed once. */
    public record Entry(ArmId id, ObjectNode body) {
        boolean isOfType(String type) {
            return id.type().equalsIgnoreCase(type);
        }
    }

    private final List<Subscription> subscriptions;
    private final Map<ArmId, Entry> listed = new LinkedHashMap<>();
    private final Map<ArmId, Entry> all = new LinkedHashMap<>();

    public ArmInventory(Estate estate) {
        subscriptions = estate.subscriptions();
        for (ObjectNode resource : estate.resources()) {
            var entry = new Entry(idOf(resource).orElseThrow(), resource);
            listed.put(entry.id(), entry);
        }
        all.putAll(listed);
        listed.values().forEach(entry -> addNested(entry.id(), entry.body()));
    }

    public List<Subscription> subscriptions() {
        return subscriptions;
    }

    Optional<Subscription> subscription(String id) {
        return subscriptions.stream()
                .filter(subscription -> subscription.id().equalsIgnoreCase(id))
                .findFirst();
    }

    /** The resources that the estate lists, without nested ones. */
    public List<Entry> listed() {
        return List.copyOf(listed.values());
    }

    public Optional<Entry> find(ArmId id) {
        return Optional.ofNullable(all.get(id))
                .or(() -> resourceGroups().stream()
                        .filter(group -> group.id().equals(id))
                        .findFirst());
    }

    public List<Entry> ofType(String type) {
        return matching(entry -> entry.isOfType(type));
    }

    List<Entry> matching(Predicate<Entry> condition) {
        return all.values().stream().filter(condition).toList();
    }

    /** The resource groups of the listed resources. */
    List<Entry> resourceGroups() {
        var groups = new LinkedHashMap<ArmId, Entry>();
        for (Entry entry : listed.values()) {
            groupOf(entry.id()).ifPresent(id -> groups.computeIfAbsent(id, key -> resourceGroup(id, entry)));
        }
        return List.copyOf(groups.values());
    }

    boolean hasResourceGroup(ArmId id) {
        return resourceGroups().stream().anyMatch(group -> group.id().equals(id));
    }

    /** The resource group of a resource. */
    static Optional<ArmId> groupOf(ArmId id) {
        return id.resourceGroup()
                .flatMap(group ->
                        ArmId.parse("/subscriptions/" + id.subscription().orElseThrow() + "/resourceGroups/" + group));
    }

    private Entry resourceGroup(ArmId id, Entry member) {
        var body = Json.object()
                .put("id", id.text())
                .put("name", id.name())
                .put("type", "Microsoft.Resources/resourceGroups")
                .put("location", member.body().path("location").asText("westeurope"));
        body.set("properties", Json.object().put("provisioningState", "Succeeded"));
        return listed.getOrDefault(id, new Entry(id, body));
    }

    /**
     * Adds the resources that ARM nests in a parent's body and that also have their own URL: subnets, peerings,
     * security rules, endpoint connections. An object with only an {@code id} is a reference, not a resource.
     */
    private void addNested(ArmId owner, JsonNode node) {
        for (JsonNode child : node) {
            if (child instanceof ObjectNode object && (object.has("properties") || object.has("name"))) {
                idOf(object)
                        .filter(id -> id.isResource() && owner.covers(id))
                        .ifPresent(id -> all.putIfAbsent(id, new Entry(id, completed(object, id))));
            }
            addNested(owner, child);
        }
    }

    private static ObjectNode completed(ObjectNode object, ArmId id) {
        ObjectNode completed = object.deepCopy();
        if (!completed.has("name")) {
            completed.put("name", id.name());
        }
        if (!completed.has("type")) {
            completed.put("type", id.type());
        }
        return completed;
    }

    private static Optional<ArmId> idOf(ObjectNode object) {
        return Json.text(object, "id").flatMap(ArmId::parse);
    }
}
