package io.github.pullresponder.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.pullresponder.notification.Notification.RenderedContent;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.storage.BlobContainer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stores notifications before they are sent, as {@code notifications/<key>.json}, so that an undelivered one can be sent again without
 * another diagnosis.
 */
final class NotificationOutbox {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The version of the format; it goes up if an older release would handle a stored notification wrongly. */
    private static final int VERSION = 1;

    private final BlobContainer blobs;

    NotificationOutbox(BlobContainer blobs) {
        this.blobs = blobs;
    }

    /** @param renderers the channels that render the formats to store */
    void store(Notification notification, Collection<NotificationChannel> renderers) {
        var rendered = new LinkedHashMap<String, String>();
        for (var channel : renderers) {
            rendered.computeIfAbsent(channel.format(), format -> Notifier.render(channel, notification));
        }
        blobs.put(
                nameOf(notification.key()), "application/json; charset=utf-8", write(notification, rendered), Map.of());
    }

    /** A stored notification; empty if there is none, or only one of a newer release. */
    Optional<Notification> find(String key) {
        return blobs.find(nameOf(key)).flatMap(NotificationOutbox::read);
    }

    /** Returns true if a notification is stored under this key, even if this release cannot read it. */
    boolean holds(String key) {
        return blobs.find(nameOf(key)).isPresent();
    }

    static String nameOf(String key) {
        return "notifications/" + key.replaceAll("[^A-Za-z0-9-]", "-") + ".json";
    }

    static String write(Notification notification, Map<String, String> rendered) {
        var audience = notification.audience();
        var node = JSON.createObjectNode()
                .put("version", VERSION)
                .put("kind", notification.kind().id())
                .put("key", notification.key())
                .put("title", notification.title())
                .put("text", notification.text());
        audience.cluster().ifPresent(cluster -> node.put("cluster", cluster.toString()));
        add(node.putArray("namespaces"), audience.namespaces());
        add(node.putArray("causes"), audience.causes());
        add(node.putArray("onlyChannels"), audience.onlyChannels());
        notification.report().ifPresent(report -> node.put("report", report));
        var forms = node.putObject("rendered");
        rendered.forEach(forms::put);
        return node.toPrettyString();
    }

    private static void add(ArrayNode array, Collection<String> texts) {
        texts.stream().sorted().forEach(array::add);
    }

    static Optional<Notification> read(String text) {
        try {
            var node = JSON.readTree(text);
            return node.path("version").asInt(Integer.MAX_VALUE) <= VERSION
                    ? Optional.of(read(node))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Notification read(JsonNode node) {
        var rendered = new LinkedHashMap<String, String>();
        node.path("rendered")
                .properties()
                .forEach(form -> rendered.put(form.getKey(), form.getValue().asText()));
        return new Notification(
                new NotificationKind(node.path("kind").asText()),
                node.path("key").asText(),
                node.path("title").asText(),
                node.path("text").asText(),
                new NotificationRoutingAttributes(
                        optional(node, "cluster").map(ResourceId::parse),
                        new HashSet<>(texts(node.path("namespaces"))),
                        texts(node.path("causes")),
                        new HashSet<>(texts(node.path("onlyChannels")))),
                optional(node, "report"),
                false,
                new RenderedContent(rendered));
    }

    private static Optional<String> optional(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue());
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
