package io.github.pullresponder.evidence.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DockerConfigTest {
    @Test
    void bothSecretTypesAreRead() {
        assertThat(hosts("kubernetes.io/dockerconfigjson", ".dockerconfigjson", "{\"auths\": {\"a.azurecr.io\": {}}}"))
                .contains(Set.of("a.azurecr.io"));
        assertThat(hosts("kubernetes.io/dockercfg", ".dockercfg", "{\"a.azurecr.io\": {}}"))
                .contains(Set.of("a.azurecr.io"));
    }

    @Test
    void keysMatchWithOrWithoutSchemeAndPath() {
        assertThat(
                        hosts(
                                "kubernetes.io/dockerconfigjson",
                                ".dockerconfigjson",
                                "{\"auths\": {\"https://a.azurecr.io/v2/\": {}, \"b.azurecr.io/\": {}, \"https://index.docker.io/v1/\": {}}}"))
                .contains(Set.of("a.azurecr.io", "b.azurecr.io", "index.docker.io"));
    }

    @Test
    void contentThatCannotBeReadNamesNoHost() {
        assertThat(hosts("kubernetes.io/dockerconfigjson", ".dockerconfigjson", "not json"))
                .contains(Set.of());
        assertThat(hosts("kubernetes.io/dockerconfigjson", "other", "{}")).contains(Set.of());
    }

    @Test
    void aSecretOfAnotherTypeIsNoPullSecret() {
        assertThat(hosts("Opaque", ".dockerconfigjson", "{\"auths\": {\"a.azurecr.io\": {}}}"))
                .isEmpty();
    }

    private static Optional<Set<String>> hosts(String type, String key, String content) {
        return DockerConfig.hostsIn(new SecretBuilder()
                .withType(type)
                .addToData(
                        key,
                        Base64.getEncoder().encodeToString(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .build());
    }
}
