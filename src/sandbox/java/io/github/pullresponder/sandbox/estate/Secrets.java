package io.github.pullresponder.sandbox.estate;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Finds every secret value in an estate. */
final class Secrets {
    /** Shorter values, such as an empty password, would be found in any text. */
    private static final int SHORTEST = 6;

    private static final Set<String> SECRET_FIELDS =
            Set.of("password", "secrettext", "primarykey", "secondarykey", "identitytoken", "registrytoken", "auth");

    private final Set<String> found = new LinkedHashSet<>();

    private Secrets() {}

    static Set<String> of(Estate estate) {
        var secrets = new Secrets();
        estate.registries().values().forEach(registry -> secrets.everyTextIn(registry.path("passwords")));
        estate.actions().values().forEach(secrets::secretFieldsIn);
        estate.directory().objects().forEach(secrets::secretFieldsIn);
        estate.kubernetes()
                .values()
                .forEach(objects -> objects.stream()
                        .filter(object -> object.path("kind").asText().equals("Secret"))
                        .forEach(secrets::kubernetesSecret));
        return Set.copyOf(secrets.found);
    }

    private void kubernetesSecret(JsonNode secret) {
        secret.path("stringData").forEach(value -> secretText(value.asText()));
        secret.path("data").forEach(value -> {
            add(value.asText());
            decoded(value.asText()).forEach(this::secretText);
        });
    }

    /** A Docker configuration is searched for secret fields: its user names and hosts are not secrets. */
    private void secretText(String text) {
        JsonNode json = Json.parse(text);
        if (json.isContainerNode()) {
            secretFieldsIn(json);
        } else {
            add(text);
        }
    }

    private void secretFieldsIn(JsonNode node) {
        node.path("passwords").forEach(password -> add(password.path("value").asText()));
        node.path("kubeconfigs")
                .forEach(kubeconfig -> add(kubeconfig.path("value").asText()));
        node.properties().forEach(field -> {
            if (SECRET_FIELDS.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                add(field.getValue().asText());
                basicPassword(field.getValue().asText());
            }
        });
        node.forEach(this::secretFieldsIn);
    }

    private void basicPassword(String text) {
        decoded(text).stream()
                .filter(pair -> pair.contains(":"))
                .forEach(pair -> add(pair.substring(pair.indexOf(':') + 1)));
    }

    private void everyTextIn(JsonNode node) {
        if (node.isTextual()) {
            add(node.asText());
        }
        node.forEach(this::everyTextIn);
    }

    private void add(String value) {
        if (value.length() >= SHORTEST) {
            found.add(value);
        }
    }

    private static Set<String> decoded(String base64) {
        try {
            return Set.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Set.of();
        }
    }
}
