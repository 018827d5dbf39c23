package io.github.pullresponder.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.ShopEvidence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationFilterTest {
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
    void aRouteMatchesIfAllItsConditionsAreMet(String cluster, String namespace, String cause, boolean takes) {
        assertThat(route(cluster, namespace, cause).accepts(audience(Set.of("shop"))))
                .isEqualTo(takes);
    }

    @ParameterizedTest
    @CsvSource({"shop", "store"})
    void anUnknownValueMeetsEveryCondition(String namespace) {
        assertThat(route(null, namespace, null).accepts(audience(Set.of()))).isTrue();
    }

    private static NotificationFilter route(String cluster, String namespace, String cause) {
        return new NotificationFilter(
                Optional.ofNullable(cluster).stream().toList(),
                Optional.ofNullable(namespace).stream().toList(),
                Optional.ofNullable(cause).stream().toList());
    }

    private static NotificationRoutingAttributes audience(Set<String> namespaces) {
        return new NotificationRoutingAttributes(
                Optional.of(ShopEvidence.CLUSTER), namespaces, List.of("PULL_ROLE_MISSING"), Set.of());
    }
}
