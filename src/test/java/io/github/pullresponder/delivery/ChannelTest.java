package io.github.pullresponder.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.ShopEvidence;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,                     -,      -,                  true",
                "aks-shop,              -,      -,                  true",
                "AKS-SHOP,              -,      -,                  true",
                "aks-*,                 -,      -,                  true",
                "*shop,                 -,      -,                  true",
                "*managedClusters/aks*, -,      -,                  true",
                "a*s-*o*p,              -,      -,                  true",
                "aks,                   -,      -,                  false",
                "aks-store,             -,      -,                  false",
                "aks-shop*shop,         -,      -,                  false",
                "-,                     shop,   -,                  true",
                "-,                     store,  -,                  false",
                "-,                     -,      PULL_ROLE_MISSING,  true",
                "-,                     -,      PULL_SECRET_*,      false",
                "aks-shop,              shop,   PULL_*,             true",
                "aks-shop,              store,  PULL_*,             false"
            })
    void aChannelTakesWhatFulfilsAllItsConditions(String cluster, String namespace, String cause, boolean takes) {
        assertThat(channel(cluster, namespace, cause).takes(notice(Set.of("shop"))))
                .isEqualTo(takes);
    }

    @ParameterizedTest
    @CsvSource({"shop", "store"})
    void whatIsNotKnownFulfilsEveryCondition(String namespace) {
        assertThat(channel(null, namespace, null).takes(notice(Set.of()))).isTrue();
    }

    private static Channel channel(String cluster, String namespace, String cause) {
        return new Channel(
                "test",
                URI.create("https://webhook.example"),
                Optional.ofNullable(cluster).stream().toList(),
                Optional.ofNullable(namespace).stream().toList(),
                Optional.ofNullable(cause).stream().toList());
    }

    static Notice notice(Set<String> namespaces) {
        return new Notice.Resolved(
                Optional.of(ShopEvidence.CLUSTER),
                ShopEvidence.REGISTRY.toString(),
                namespaces,
                List.of("PULL_ROLE_MISSING"),
                "No role",
                "its alert has resolved",
                List.of(ShopEvidence.IMAGE),
                1,
                ShopEvidence.NOW,
                ShopEvidence.NOW,
                "20261122-0123456789abcdef0123456789abcdef");
    }
}
