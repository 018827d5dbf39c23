package io.github.pullresponder.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The alerts of Azure Monitor for the estate's failing pods. */
final class Alerts {
    static final String CLUSTER =
            "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store";
    static final String POD = "cart-6f8d9c7b5-q4m7z";
    static final String IMAGE = "fabrikam.azurecr.io/store/cart:2.3.1";
    static final String MESSAGE =
            ("Failed to pull image \"%s\": failed to pull and unpack image \"%s\": failed to resolve"
                            + " reference \"%s\": failed to authorize: failed to fetch oauth token: unexpected status from POST request"
                            + " to https://fabrikam.azurecr.io/oauth2/token: 401 Unauthorized")
                    .formatted(IMAGE, IMAGE, IMAGE);

    /** The default time at which the alerts of the tests fire: the present of the estates. */
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PAYLOADS = Path.of("src", "test", "resources", "payloads");

    private Alerts() {}

    /** An alert whose dimensions contain these pods and the kubelet's messages about them. */
    static String fired(String name, Instant at, String... pods) {
        var alert = alert(name, "Fired", at);
        var conditions = (ArrayNode) alert.at("/data/alertContext/condition/allOf");
        var one = (ObjectNode) conditions.get(0);
        conditions.removeAll();
        for (var pod : pods) {
            var condition = one.deepCopy();
            var dimensions = condition.putArray("dimensions");
            dimension(dimensions, "ClusterId", CLUSTER);
            dimension(dimensions, "Namespace", "store");
            dimension(dimensions, "Name", pod);
            dimension(dimensions, "Message", MESSAGE);
            conditions.add(condition);
        }
        return alert.toString();
    }

    static String fired(String name) {
        return fired(name, NOW, POD);
    }

    /** @param pod with fields {@code cluster}, {@code namespace} and {@code pod} */
    static String ofPod(String name, JsonNode pod) {
        var alert = alert(name, "Fired", NOW);
        var cluster = pod.path("cluster").asText();
        ((ObjectNode) alert.at("/data/essentials")).putArray("alertTargetIDs").add(cluster);
        var dimensions = ((ObjectNode) alert.at("/data/alertContext/condition/allOf/0")).putArray("dimensions");
        dimension(dimensions, "ClusterId", cluster);
        dimension(dimensions, "Namespace", pod.path("namespace").asText());
        dimension(dimensions, "Name", pod.path("pod").asText());
        return alert.toString();
    }

    /** An alert that names only its cluster; the failures are in the logs. */
    static String ofCluster(String name) {
        var alert = alert(name, "Fired", NOW);
        ((ObjectNode) alert.at("/data/alertContext/condition/allOf/0")).putArray("dimensions");
        return alert.toString();
    }

    static String resolved(String name, Instant fired, Instant at) {
        var alert = alert(name, "Resolved", fired);
        ((ObjectNode) alert.at("/data/essentials")).put("resolvedDateTime", at.toString());
        return alert.toString();
    }

    /** The id of the alert with this name. */
    static String id(String name) {
        return "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/providers/Microsoft.AlertsManagement/alerts/"
                + name;
    }

    /** The alert as an event of a custom topic, in the schema of Event Grid. */
    static ObjectNode asEvent(String eventId, String alert) {
        try {
            var event = JSON.createObjectNode()
                    .put("id", eventId)
                    .put("topic", "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/topics/alerts")
                    .put("subject", "aks-store")
                    .put("eventType", "Fabrikam.Alert")
                    .put("eventTime", NOW.toString())
                    .put("dataVersion", "1");
            event.set("data", JSON.readTree(alert));
            return event;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String[] pods(int count) {
        return IntStream.range(0, count).mapToObj(i -> "cart-6f8d9c7b5-" + i).toArray(String[]::new);
    }

    /** The data of Container Insights about these pods, as the estate's {@code logs.json}. */
    static String logsOf(String... pods) {
        var rows = JSON.createArrayNode();
        List.copyOf(Arrays.asList(pods))
                .forEach(pod -> rows.addObject()
                        .put("TimeGenerated", "2026-11-22T09:58:45Z")
                        .put("ClusterId", CLUSTER)
                        .put("ClusterName", "aks-store")
                        .put("Namespace", "store")
                        .put("Name", pod)
                        .put("ObjectKind", "Pod")
                        .put("KubeEventType", "Warning")
                        .put("Reason", "Failed")
                        .put("Message", MESSAGE)
                        .put("Count", 7)
                        .put("FirstSeen", "2026-11-22T09:40:12Z")
                        .put("LastSeen", "2026-11-22T09:58:40Z")
                        .put("Computer", "aks-apps-31415926-vmss000002")
                        .put("_ResourceId", CLUSTER));
        var workspace = JSON.createObjectNode();
        workspace.putObject("0ab98fe9-332c-5b2c-9eb9-e10383d2cc8a").set("KubeEvents", rows);
        return workspace.toString();
    }

    static JsonNode payload(String name) {
        try {
            return JSON.readTree(PAYLOADS.resolve(name + ".json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode alert(String name, String condition, Instant fired) {
        var alert = payload("alert-log-v2-pod");
        ((ObjectNode) alert.at("/data/essentials"))
                .put("alertId", id(name))
                .put("monitorCondition", condition)
                .put("firedDateTime", fired.toString());
        return alert;
    }

    private static void dimension(ArrayNode dimensions, String name, String value) {
        dimensions.addObject().put("name", name).put("value", value);
    }
}
