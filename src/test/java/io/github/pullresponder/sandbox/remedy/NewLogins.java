package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.sandbox.PullAttempt;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.remedy.EstateChanges.Change;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Checks that the simulated registry accepts the credentials that commands put into pull secrets, and the identities with a new role. */
record NewLogins(SimulatedAzure azure, EstateFiles estate, String image) {
    private static final String ROLES = "7f951dda-4ed3-4680-a7ca-43fe172d538d|b93aa761-3e63-49ed-ac28-beffa264f7ac";

    List<String> refused(List<Change> changes) {
        var refused = new ArrayList<String>();
        for (var change : changes) {
            if (change.id().contains("/Secret/") && change.isAdded()) {
                secret(change.after().at("/data/.dockerconfigjson"), refused);
            } else if (change.id().contains("/Secret/") && change.field().matches("data\\.\\.dockerc(onfigjson|fg)")) {
                secret(change.after(), refused);
            } else if (change.isAdded() && change.id().contains("/roleAssignments/")) {
                role(change.after().path("properties"), refused);
            }
        }
        return refused;
    }

    private void secret(JsonNode data, List<String> refused) {
        if (!data.isTextual()) {
            return;
        }
        auths(data.asText()).properties().forEach(entry -> {
            var host = entry.getKey().replaceFirst("^https?://", "").split("/", 2)[0];
            if (image.startsWith(host + "/")) {
                var pair = new String(
                                Base64.getDecoder()
                                        .decode(entry.getValue().path("auth").asText()),
                                StandardCharsets.UTF_8)
                        .split(":", 2);
                var status = new PullAttempt(azure, host, repository()).withPassword(pair[0], pair[1]);
                if (status != 200) {
                    refused.add("%s as %s: %d".formatted(host, pair[0], status));
                }
            }
        });
    }

    private static JsonNode auths(String base64) {
        try {
            var config = EstateFiles.JSON.readTree(Base64.getDecoder().decode(base64));
            return config.has("auths") ? config.path("auths") : config;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String repository() {
        var path = image.split("/", 2)[1].split("@", 2)[0];
        return path.replaceFirst(":[^/]*$", "");
    }

    private void role(JsonNode assignment, List<String> refused) {
        var definition = assignment.path("roleDefinitionId").asText();
        var registry = estate.find(assignment.path("scope").asText())
                .map(element -> element.at("/properties/loginServer").asText())
                .orElse("");
        if (registry.isEmpty() || !definition.matches(".*/(" + ROLES + ")") || !image.startsWith(registry + "/")) {
            return;
        }
        var principal = assignment.path("principalId").asText();
        var status = new PullAttempt(azure, registry, repository()).asIdentity(principal);
        if (status != 200) {
            refused.add("%s as %s: %d".formatted(registry, principal, status));
        }
    }
}
