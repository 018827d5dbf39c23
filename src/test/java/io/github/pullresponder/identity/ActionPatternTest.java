package io.github.pullresponder.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionPatternTest {
    @ParameterizedTest(name = "{0} matches pull/read: {1}")
    @CsvSource({
        "Microsoft.ContainerRegistry/registries/pull/read, true",
        "microsoft.containerregistry/REGISTRIES/pull/Read, true",
        "*, true",
        "*/read, true",
        "Microsoft.ContainerRegistry/*, true",
        "Microsoft.ContainerRegistry/registries/*, true",
        "Microsoft.ContainerRegistry/registries/*/read, true",
        "Microsoft.ContainerRegistry/*/pull/*, true",
        "*pull*, true",
        "Microsoft.ContainerRegistry/registries/read, false",
        "Microsoft.ContainerRegistry/registries/push/write, false",
        "Microsoft.ContainerRegistry/registries/*/write, false",
        "Microsoft.ContainerRegistry/registries/pull/read/*, false",
        "Microsoft.Compute/*, false",
        "*/registries/pull, false",
        "Microsoft.ContainerRegistry/registries/pull/*read/read, false",
        "'', false",
    })
    void wildcardsStandForAnyText(String pattern, boolean matches) {
        assertThat(new ActionPattern(pattern).matches("Microsoft.ContainerRegistry/registries/pull/read"))
                .isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0} covers {1}: {2}")
    @CsvSource({
        "Microsoft.Network/*, Microsoft.Network/*/read, true",
        "*/read, Microsoft.Network/*/read, true",
        "*, */read, true",
        "Microsoft.Network/*/read, Microsoft.Network/*, false",
        "*/read, *, false",
        "Microsoft.Network/virtualNetworks/read, Microsoft.Network/*/read, false",
    })
    void aPatternCoversANarrowerPattern(String pattern, String other, boolean covers) {
        assertThat(new ActionPattern(pattern).matches(other)).isEqualTo(covers);
    }
}
