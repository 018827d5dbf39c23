package io.github.pullresponder.evidence.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads which hosts a pull secret is for, in both forms that the kubelet takes. */
final class DockerConfig {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DockerConfig() {}

    /** The hosts of a pull secret; absent if the secret is of another type; empty if its content cannot be read. */
    static Optional<Set<String>> hostsIn(Secret secret) {
        return switch (Optional.ofNullable(secret.getType()).orElse("")) {
            case "kubernetes.io/dockerconfigjson" ->
                Optional.of(hosts(content(secret, ".dockerconfigjson").path("auths")));
            case "kubernetes.io/dockercfg" -> Optional.of(hosts(content(secret, ".dockercfg")));
            default -> Optional.empty();
        };
    }

    private static JsonNode content(Secret secret, String key) {
        try {
            var encoded = Optional.ofNullable(secret.getData())
                    .map(data -> data.get(key))
                    .orElse("");
            return JSON.readTree(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return JSON.missingNode();
        }
    }

    /** The kubelet matches keys with or without a scheme, a path or a trailing slash. */
    private static Set<String> hosts(JsonNode auths) {
        var hosts = new HashSet<String>();
        auths.fieldNames().forEachRemaining(key -> {
            var afterScheme = key.contains("://") ? key.substring(key.indexOf("://") + 3) : key;
            var end = afterScheme.indexOf('/');
            hosts.add(end < 0 ? afterScheme : afterScheme.substring(0, end));
        });
        return hosts;
    }
}
