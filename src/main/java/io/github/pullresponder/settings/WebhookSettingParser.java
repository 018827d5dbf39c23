package io.github.pullresponder.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parses the webhooks setting: one URL, or a JSON array such as
 * {@code [{"name": "shop", "url": "https://…", "clusters": ["aks-shop*"], "namespaces": ["shop"], "causes": ["PULL_ROLE_*"]}]}.
 */
final class WebhookSettingParser {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS = Set.of("name", "url", "clusters", "namespaces", "causes");

    private WebhookSettingParser() {}

    /** @throws IllegalArgumentException if the text is invalid; its message is never shown, because it may quote a URL */
    static List<TeamsWebhookSettings> read(String text) {
        if (!text.startsWith("[")) {
            return List.of(new TeamsWebhookSettings("teams", address(text), List.of(), List.of(), List.of()));
        }
        try {
            var webhooks = new ArrayList<TeamsWebhookSettings>();
            for (var node : JSON.readTree(text)) {
                webhooks.add(webhook(node, webhooks.size() + 1));
            }
            return List.copyOf(webhooks);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON");
        }
    }

    private static TeamsWebhookSettings webhook(JsonNode node, int number) {
        node.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException("unknown field");
            }
        });
        return new TeamsWebhookSettings(
                node.path("name").asText("webhook " + number),
                address(node.path("url").asText()),
                texts(node.path("clusters")),
                texts(node.path("namespaces")),
                texts(node.path("causes")));
    }

    /** @throws IllegalArgumentException if the text is not an https URL */
    static URI address(String text) {
        var address = URI.create(text);
        if (!"https".equalsIgnoreCase(address.getScheme()) || address.getHost() == null) {
            throw new IllegalArgumentException("not an https URL");
        }
        return address;
    }

    private static List<String> texts(JsonNode array) {
        if (!array.isMissingNode() && !array.isArray()) {
            throw new IllegalArgumentException("not a list");
        }
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
