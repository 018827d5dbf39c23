package io.github.pullresponder.sandbox.estate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Derives the subscriptions of an estate's resources, for estates that do not list them. */
final class DerivedSubscriptions {
    private static final String SOME_TENANT = "72f988bf-0000-4000-8000-2d7cd011db47";

    private final List<ObjectNode> resources;

    DerivedSubscriptions(List<ObjectNode> resources) {
        this.resources = resources;
    }

    /** The listed subscriptions, and those that occur only in ids. */
    List<Subscription> completing(List<Subscription> listed) {
        Map<String, Subscription> all = new LinkedHashMap<>();
        listed.forEach(subscription -> all.put(subscription.id().toLowerCase(Locale.ROOT), subscription));
        String fallback = anyTenant(resources)
                .or(() -> listed.stream().map(Subscription::tenantId).findFirst())
                .orElse(SOME_TENANT);
        for (ObjectNode resource : resources) {
            subscriptionOf(resource)
                    .ifPresent(id -> all.computeIfAbsent(
                            id.toLowerCase(Locale.ROOT),
                            key -> new Subscription(id, id, tenantOf(id).orElse(fallback))));
        }
        return List.copyOf(all.values());
    }

    private Optional<String> tenantOf(String subscription) {
        return anyTenant(resources.stream()
                .filter(resource -> subscriptionOf(resource)
                        .filter(subscription::equalsIgnoreCase)
                        .isPresent())
                .toList());
    }

    /** A managed identity is in the tenant of its resource's subscription. */
    private static Optional<String> anyTenant(List<ObjectNode> resources) {
        return resources.stream()
                .flatMap(resource -> Json.textAt(resource, "/identity/tenantId")
                        .or(() -> Json.textAt(resource, "/properties/tenantId"))
                        .stream())
                .findFirst();
    }

    private static Optional<String> subscriptionOf(ObjectNode resource) {
        return Json.text(resource, "id").flatMap(ArmId::parse).flatMap(ArmId::subscription);
    }
}
