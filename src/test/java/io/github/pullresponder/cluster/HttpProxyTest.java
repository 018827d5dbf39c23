package io.github.pullresponder.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpProxyTest {
    @ParameterizedTest(name = "noProxy {0} excepts contososhop.azurecr.io: {1}")
    @CsvSource({
        "contososhop.azurecr.io, true",
        "ContosoShop.AzureCR.io, true",
        "' contososhop.azurecr.io ', true",
        "azurecr.io, true",
        ".azurecr.io, true",
        "*.azurecr.io, true",
        "io, true",
        "*, true",
        "contososhop.azurecr.io:443, true",
        ".azurecr.io:443, true",
        "contososhop.azurecr.io:80, false",
        ".contososhop.azurecr.io, false",
        "*.contososhop.azurecr.io, false",
        "shop.azurecr.io, false",
        "contososhop.azurecr, false",
        "https://contososhop.azurecr.io, false",
        "contososhop.*, false",
        "10.0.0.0/8, false",
        "10.0.1.5, false",
        "localhost, false",
        "'', false",
    })
    void namesAndDomainsAreReachedDirectly(String exception, boolean excepted) {
        assertThat(proxy(exception).isAskedFor("contososhop.azurecr.io")).isEqualTo(!excepted);
    }

    @Test
    void oneOfSeveralExceptionsIsEnough() {
        assertThat(proxy("localhost", "10.0.0.0/8", ".azurecr.io").isAskedFor("ContosoShop.azurecr.io"))
                .isFalse();
    }

    @Test
    void withoutExceptionsEveryHostIsReachedThroughIt() {
        assertThat(proxy().isAskedFor("contososhop.azurecr.io")).isTrue();
    }

    private static HttpProxy proxy(String... exceptions) {
        return new HttpProxy("http://proxy.contoso.internal:3128", List.of(exceptions));
    }
}
