package io.github.pullresponder.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kubernetes: pkg/credentialprovider, keyring.go. */
class DockerAuthsKeyTest {

    @ParameterizedTest
    @CsvSource({
        "contoso.azurecr.io, contoso.azurecr.io",
        "https://contoso.azurecr.io, contoso.azurecr.io",
        "http://contoso.azurecr.io/v2/, contoso.azurecr.io",
        "https://contoso.azurecr.io/v1/, contoso.azurecr.io",
        "contoso.azurecr.io/shop, contoso.azurecr.io",
        "contoso.azurecr.io/sh, contoso.azurecr.io",
        "*.azurecr.io, contoso.azurecr.io",
        "con*so.azurecr.io, contoso.azurecr.io",
        "contoso.*.io, contoso.azurecr.io",
        "c[a-z]ntoso.azurecr.io, contoso.azurecr.io",
        "contoso.azurecr.io:443, contoso.azurecr.io:443",
        "Contoso.azurecr.io, Contoso.azurecr.io"
    })
    void itMatches(String key, String host) {
        assertThat(new DockerAuthsKey(key).matches(host, "shop/web")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "contoso.azurecr.io:443, contoso.azurecr.io",
        "contoso.azurecr.io, contoso.azurecr.io:443",
        "contoso.azurecr.io:5000, contoso.azurecr.io:443",
        "Contoso.azurecr.io, contoso.azurecr.io",
        "contoso.azurecr.io, CONTOSO.azurecr.io",
        "HTTPS://contoso.azurecr.io, contoso.azurecr.io",
        "azurecr.io, contoso.azurecr.io",
        "*.io, contoso.azurecr.io",
        "contoso.azurecr.io/store, contoso.azurecr.io",
        "contoso.azurecr.cn, contoso.azurecr.io"
    })
    void itDoesNotMatch(String key, String host) {
        assertThat(new DockerAuthsKey(key).matches(host, "shop/web")).isFalse();
    }
}
