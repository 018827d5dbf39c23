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

/** Parts that scale sets and virtual machines have in common. */
final class ComputeAnswers {
    private static final List<String> POOL_TAGS = List.of("aks-managed-poolName", "poolName");

    private ComputeAnswers() {}

    static Set<ResourceId> userAssignedIdentitiesOf(JsonNode resource) {
        var identities = new HashSet<ResourceId>();
        resource.at("/identity/userAssignedIdentities")
                .fieldNames()
                .forEachRemaining(identity -> identities.add(ResourceId.parse(identity)));
        return identities;
    }

    /** AKS writes the node pool into a tag. */
    static Optional<String> poolOf(JsonNode resource) {
        return POOL_TAGS.stream()
                .flatMap(name -> valuesOf(resource.path("tags"), name))
                .findFirst();
    }

    /** Interfaces or their configurations: the only one need not say that it is the primary one. */
    static Stream<JsonNode> primaryFirst(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .sorted(Comparator.comparing(
                        item -> !item.at("/properties/primary").asBoolean()));
    }

    /** The resource that a reference names; absent where there is no reference. */
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
