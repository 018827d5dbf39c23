package io.github.pullresponder.investigation;

import io.github.pullresponder.incident.AffectedPods;
import io.github.pullresponder.incident.Incident;
import io.github.pullresponder.incident.Incident.AffectedResources;
import io.github.pullresponder.incident.Incident.IncidentKey;
import io.github.pullresponder.incident.Incident.IncidentState;
import io.github.pullresponder.incident.Incident.IncidentTimeline;
import io.github.pullresponder.incident.Incident.LegacyNotificationSender;
import io.github.pullresponder.incident.Incident.NotificationRecord;
import io.github.pullresponder.incident.Incident.Notifications;
import io.github.pullresponder.incident.IncidentAlertIds;
import io.github.pullresponder.pull.PullFailure.PodName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The incidents in the samples of stored rows. */
final class StoredIncidents {
    static final String SUBSCRIPTION = "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12";
    static final String CLUSTER =
            SUBSCRIPTION + "/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store";
    static final String REGISTRY =
            SUBSCRIPTION + "/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/fabrikam";
    static final PodName CART = new PodName("store", "cart-6f8d9c7b5-q4m7z");
    static final PodName SHELF = new PodName("store", "shelf-5d8c6f7b9-v4kxn");
    static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    /** An incident with all optional values. */
    static final Incident FULL = new Incident(
            new IncidentKey(CLUSTER, REGISTRY, "PULL_ROLE_MISSING"),
            new IncidentTimeline(IncidentState.OPEN, TEN, TEN.plusSeconds(600), 3, false, Optional.empty()),
            new AffectedResources(
                    new AffectedPods(List.of(CART, SHELF), Set.of(123_456, -7), 5),
                    Set.of("apps", "batch"),
                    Set.of("fabrikam.azurecr.io/store/cart:2.3.1", "fabrikam.azurecr.io/store/shelf:1.0"),
                    Optional.of(CART)),
            new IncidentAlertIds(Set.of("alert-1", "alert-2"), Set.of(), false),
            "20261122-6f0c2f0e9a3b4c1e8d7a5b6c7d8e9f01",
            new Notifications(
                    Optional.of(new NotificationRecord(
                            TEN.plusSeconds(5), 2, Set.of("apps"), true, false, Optional.empty(), Set.of())),
                    Optional.of(new LegacyNotificationSender(
                            "message-1", "6f0c2f0e-9a3b-4c1e-8d7a-5b6c7d8e9f01", TEN.plusSeconds(300)))));

    /** An incident without optional values. */
    static final Incident LEAST = new Incident(
            new IncidentKey("", "", "UNKNOWN"),
            new IncidentTimeline(IncidentState.RESOLVED, TEN, TEN, 1, true, Optional.empty()),
            new AffectedResources(AffectedPods.EMPTY, Set.of(), Set.of(), Optional.empty()),
            IncidentAlertIds.EMPTY,
            "",
            Notifications.NONE);

    /**
     * An incident with the values that were added later: alerts without names, the last notification and whom it reached, the
     * last check.
     */
    static final Incident NOTIFIED = new Incident(
            FULL.key(),
            new IncidentTimeline(
                    IncidentState.OPEN, TEN, TEN.plusSeconds(600), 3, false, Optional.of(TEN.plusSeconds(900))),
            FULL.scope(),
            new IncidentAlertIds(Set.of("alert-1", "alert-2"), Set.of("0123456789abcdef", "fedcba9876543210"), true),
            FULL.report(),
            new Notifications(
                    Optional.of(new NotificationRecord(
                            TEN.plusSeconds(5),
                            2,
                            Set.of("apps"),
                            false,
                            false,
                            Optional.of("20261122-6f0c2f0e9a3b4c1e8d7a5b6c7d8e9f01"),
                            Set.of("shop", "teams"))),
                    Optional.empty()));

    private StoredIncidents() {}
}
