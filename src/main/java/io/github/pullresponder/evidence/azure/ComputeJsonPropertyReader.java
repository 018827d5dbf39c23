package io.github.pullresponder.evidence.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.resource.ResourceId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the properties that scale sets and virtual machines have in common. */
final class ComputeJsonPropertyReader {
    private static final List<String> POOL_TAGS = List.of("aks-managed-poolName", "poolName");

    private ComputeJsonPropertyReader() {}

    static Set<ResourceId> userAssignedIdentitiesOf(JsonNode resource) {
        var identities = new HashSet<ResourceId>();
        resource.at("/identity/userAssignedIdentities")
                .fieldNames()
                .forEachRemaining(identity -> identities.add(ResourceId.parse(identity)));
        return identities;
    }

    /** Returns the node pool, which AKS writes into a tag. */
    static Optional<String> poolOf(JsonNode resource) {
        return POOL_TAGS.stream()
                .flatMap(name -> valuesOf(resource.path("tags"), name))
                .findFirst();
    }

    /** Returns the primary interface or configuration first. A single one need not be marked as primary. */
    static Stream<JsonNode> primaryFirst(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .sorted(Comparator.comparing(
                        item -> !item.at("/properties/primary").asBoolean()));
    }

    /** The resource of a reference; absent if there is no reference. */
    static Optional<ResourceId> id(JsonNode reference) {
        return Optional.ofNullable(reference.path("id").textValue()).map(ResourceId::parse);
    }

    private static Stream<String> valuesOf(JsonNode tags, String name) {
        return tags.properties().stream()
                .filter(tag -> tag.getKey().equalsIgnoreCase(name))
                .map(Entry::getValue)
                .map(JsonNode::asText);
    }
}
