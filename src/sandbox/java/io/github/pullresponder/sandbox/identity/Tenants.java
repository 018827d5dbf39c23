package io.github.pullresponder.sandbox.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.estate.ArmId;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.Subscription;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Optional;

/** Finds the tenants of subscriptions and identities. */
public final class Tenants {
    private final Estate estate;

    public Tenants(Estate estate) {
        this.estate = estate;
    }

    /** The tenant of a subscription or of a resource in it. */
    public Optional<String> of(ArmId id) {
        return id.subscription()
                .flatMap(wanted -> estate.subscriptions().stream()
                        .filter(subscription -> subscription.id().equalsIgnoreCase(wanted))
                        .map(Subscription::tenantId)
                        .findFirst());
    }

    /** The tenant of a managed identity; the estate's first tenant for any other principal. */
    public String ofPrincipal(String objectId) {
        return estate.resources().stream()
                .flatMap(resource -> tenant(resource, objectId).stream())
                .findFirst()
                .or(() -> estate.subscriptions().stream()
                        .map(Subscription::tenantId)
                        .findFirst())
                .orElse("00000000-0000-0000-0000-000000000000");
    }

    private static Optional<String> tenant(ObjectNode resource, String objectId) {
        return List.of("/identity", "/properties").stream()
                .filter(place -> resource.at(place + "/principalId").asText().equalsIgnoreCase(objectId))
                .flatMap(place -> Json.textAt(resource, place + "/tenantId").stream())
                .findFirst();
    }
}
