package io.github.pullresponder.evidence.kubernetes;

import io.fabric8.kubernetes.api.model.Secret;
import io.github.pullresponder.cluster.PullSecret.MalformedSecretContent;
import io.github.pullresponder.cluster.PullSecret.OtherSecretType;
import io.github.pullresponder.cluster.PullSecret.PullSecretContent;
import io.github.pullresponder.cluster.PullSecret.PullSecretFormat;
import io.github.pullresponder.cluster.PullSecret.RegistryLogins;
import io.github.pullresponder.evidence.kubernetes.DockerConfigReader.DockerConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads the logins in a pull secret, in both formats that the kubelet accepts (Kubernetes: pkg/credentialprovider/secrets). */
final class PullSecretReader {
    /** The types of secrets with registry credentials. */
    static final List<String> TYPES = List.of("kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg");

    /** Secrets have at most 1 MiB (Kubernetes: MaxSecretSize). */
    private static final int LARGEST = 1 << 20;

    private PullSecretReader() {}

    static PullSecretContent contentOf(Secret secret) {
        return switch (Optional.ofNullable(secret.getType()).orElse("Opaque")) {
            case "kubernetes.io/dockerconfigjson" -> logins(secret, ".dockerconfigjson", "auths");
            case "kubernetes.io/dockercfg" -> logins(secret, ".dockercfg", "");
            default -> new OtherSecretType(secret.getType());
        };
    }

    private static PullSecretContent logins(Secret secret, String key, String field) {
        var encoded = Optional.ofNullable(secret.getData()).map(data -> data.get(key));
        if (encoded.isEmpty()) {
            return new MalformedSecretContent("it has no key " + key, false);
        }
        if (encoded.get().length() > LARGEST / 3 * 4 + 4) {
            return new MalformedSecretContent(key + " is larger than a secret can be", true);
        }
        try {
            var config = decode(encoded.get());
            if (config.isEmpty()) {
                return new MalformedSecretContent(key + " is empty", false);
            }
            var logins = new DockerConfigReader(config).read(field);
            return logins.isEmpty()
                    ? new MalformedSecretContent(field.isEmpty() ? "it names no registry" : "it has no " + field, false)
                    : new RegistryLogins(
                            logins,
                            field.isEmpty() ? PullSecretFormat.DOCKER_CFG : PullSecretFormat.DOCKER_CONFIG_JSON);
        } catch (DockerConfigException e) {
            return new MalformedSecretContent(e.getMessage(), true);
        } catch (IOException e) {
            return new MalformedSecretContent(key + " is not JSON", true);
        } catch (IllegalArgumentException e) {
            return new MalformedSecretContent(key + " is not base64", true);
        }
    }

    private static String decode(String base64) {
        return new String(Base64.getMimeDecoder().decode(strict(base64)), StandardCharsets.UTF_8);
    }

    /** Decodes strictly: the MIME decoder skips invalid characters and would find text in anything. */
    private static String strict(String base64) {
        var stripped = base64.strip();
        if (!stripped.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "+/=\r\n".indexOf(c) >= 0))) {
            throw new IllegalArgumentException("not base64");
        }
        return stripped;
    }
}
