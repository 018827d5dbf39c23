package io.github.pullresponder.sandbox.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleConditionTest {
    private static final String READ = "Microsoft.ContainerRegistry/registries/repositories/content/read";
    private static final String NAME = "@Request[Microsoft.ContainerRegistry/registries/repositories:name]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NAME StringEqualsIgnoreCase 'shop/WEB' | true",
                "NAME StringEqualsIgnoreCase 'shop' | false",
                "NAME StringStartsWithIgnoreCase 'SHOP/' | true",
                "(NAME StringEqualsIgnoreCase 'a' OR NAME StringEqualsIgnoreCase 'shop/web') | true",
                "NAME StringStartsWithIgnoreCase 'shop/' AND !(NAME StringEqualsIgnoreCase 'shop/web') | false",
                "(!(ActionMatches{'READ'})) OR (NAME StringEqualsIgnoreCase 'other') | false",
                "(!(ActionMatches{'Some/other/action'})) OR (NAME StringEqualsIgnoreCase 'other') | true",
                "NAME ForAnyOfAnyValues:StringEquals {'shop/web'} | false",
                "@Principal[x:y] StringEquals 'shop/web' | false",
                "NAME StringLike 'shop/*' | false",
                "(NAME StringEqualsIgnoreCase 'shop/web' | false",
            })
    void onlyConditionsOnTheNameHold(String condition, boolean permitted) {
        String written = condition.replace("NAME", NAME).replace("READ", READ);

        assertThat(RoleCondition.permits(written, READ, "shop/web")).isEqualTo(permitted);
    }
}
