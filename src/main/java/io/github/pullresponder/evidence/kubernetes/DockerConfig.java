package io.github.pullresponder.evidence.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Secret;
import io.github.pullresponder.cluster.PullSecret.Content;
import io.github.pullresponder.cluster.PullSecret.Format;
import io.github.pullresponder.cluster.PullSecret.Login;
import io.github.pullresponder.cluster.PullSecret.Logins;
import io.github.pullresponder.cluster.PullSecret.Malformed;
import io.github.pullresponder.cluster.PullSecret.OtherType;
import io.github.pullresponder.cluster.RegistryKey;
import io.github.pullresponder.cluster.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Reads the logins in a pull secret, in both forms that the kubelet takes; where {@code auth} is given it counts, as in the
 * kubelet (Kubernetes: credentialprovider, DockerConfigEntry).
 */
final class DockerConfig {
    /** The types of secrets that hold registry credentials. */
    static final List<String> TYPES = List.of("kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg");

    /** Secrets have at most 1 MiB (Kubernetes: MaxSecretSize). */
    private static final int LARGEST = 1 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private DockerConfig() {}

    static Content contentOf(Secret secret) {
        return switch (Optional.ofNullable(secret.getType()).orElse("Opaque")) {
            case "kubernetes.io/dockerconfigjson" -> logins(secret, ".dockerconfigjson", "auths");
            case "kubernetes.io/dockercfg" -> logins(secret, ".dockercfg", "");
            default -> new OtherType(secret.getType());
        };
    }

    private static Content logins(Secret secret, String key, String field) {
        var encoded = Optional.ofNullable(secret.getData()).map(data -> data.get(key));
        if (encoded.isEmpty()) {
            return new Malformed("it has no key " + key);
        }
        if (encoded.get().length() > LARGEST / 3 * 4 + 4) {
            return new Malformed(key + " is larger than a secret can be");
        }
        JsonNode config;
        try {
            config = JSON.readTree(decoded(encoded.get()));
        } catch (JsonProcessingException e) {
            return new Malformed(key + " is not JSON");
        } catch (IllegalArgumentException e) {
            return new Malformed(key + " is not base64");
        }
        var auths = field.isEmpty() ? config : config.path(field);
        if (!auths.isObject() || auths.isEmpty()) {
            return new Malformed(field.isEmpty() ? "it names no registry" : "it has no " + field);
        }
        var logins = new ArrayList<Login>();
        auths.properties().forEach(auth -> logins.add(login(new RegistryKey(auth.getKey()), auth.getValue())));
        return new Logins(logins, field.isEmpty() ? Format.DOCKER_CFG : Format.DOCKER_CONFIG_JSON);
    }

    private static Login login(RegistryKey key, JsonNode entry) {
        if (!entry.path("auth").asText().isEmpty()) {
            return fromAuth(key, entry.path("auth").asText());
        }
        var user = entry.path("username").asText();
        var password = entry.path("password").asText();
        return user.isEmpty() || password.isEmpty()
                ? broken(key, "it has neither auth nor username and password")
                : new Login(key, user, new SecretValue(password), Optional.empty());
    }

    private static Login fromAuth(RegistryKey key, String auth) {
        try {
            var pair = decoded(auth);
            var colon = pair.indexOf(':');
            return colon < 0
                    ? broken(key, "its auth is not base64 of user:password")
                    : new Login(
                            key,
                            pair.substring(0, colon),
                            new SecretValue(withoutTrailingZeros(pair.substring(colon + 1))),
                            Optional.empty());
        } catch (IllegalArgumentException e) {
            return broken(key, "its auth is not base64");
        }
    }

    /** Docker pads passwords so; in one go, because a regular expression would try again from each of them. */
    private static String withoutTrailingZeros(String password) {
        var end = password.length();
        while (end > 0 && password.charAt(end - 1) == 0) {
            end--;
        }
        return password.substring(0, end);
    }

    private static Login broken(RegistryKey key, String problem) {
        return new Login(key, "", new SecretValue(""), Optional.of(problem));
    }

    private static String decoded(String base64) {
        return new String(Base64.getMimeDecoder().decode(strict(base64)), StandardCharsets.UTF_8);
    }

    /** The MIME decoder skips what is no base64, and would find text in anything. */
    private static String strict(String base64) {
        var stripped = base64.strip();
        if (!stripped.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "+/=\r\n".indexOf(c) >= 0))) {
            throw new IllegalArgumentException("not base64");
        }
        return stripped;
    }
}
