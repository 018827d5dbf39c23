package io.github.pullresponder.identity;

import static io.github.pullresponder.identity.RoleConditionEvaluator.ConditionResult.FALSE;
import static io.github.pullresponder.identity.RoleConditionEvaluator.ConditionResult.TRUE;
import static io.github.pullresponder.identity.RoleConditionEvaluator.ConditionResult.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.pullresponder.identity.RoleConditionEvaluator.ConditionResult;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoleConditionEvaluatorTest {
    private static final String NAME = "@Request[Microsoft.ContainerRegistry/registries/repositories:name]";
    private static final String NOT_READING =
            "!(ActionMatches{'Microsoft.ContainerRegistry/registries/repositories/content/read'})";

    static Stream<Arguments> conditions() {
        return Stream.of(
                arguments(NAME + " StringEqualsIgnoreCase 'shop/web'", TRUE),
                arguments(NAME + " StringEqualsIgnoreCase 'Shop/WEB'", TRUE),
                arguments(NAME + " StringEqualsIgnoreCase 'shop'", FALSE),
                arguments(NAME + " StringStartsWithIgnoreCase 'shop/'", TRUE),
                arguments(NAME + " StringStartsWithIgnoreCase 'SHOP/'", TRUE),
                arguments(NAME + " StringStartsWithIgnoreCase 'stock/'", FALSE),
                arguments("(" + NOT_READING + " OR " + NAME + " StringStartsWithIgnoreCase 'shop/')", TRUE),
                arguments("(" + NOT_READING + " OR " + NAME + " StringStartsWithIgnoreCase 'stock/')", FALSE),
                arguments(
                        "((" + NOT_READING
                                + " AND !(ActionMatches{'Microsoft.ContainerRegistry/registries/x'}))\n OR\n ("
                                + NAME + " StringEqualsIgnoreCase 'stock/api'\n OR " + NAME
                                + " StringEqualsIgnoreCase 'shop/web'))",
                        TRUE),
                arguments("!(ActionMatches{'Microsoft.ContainerRegistry/registries/repositories/*'})", FALSE),
                arguments("!(ActionMatches{'Microsoft.Storage/*'})", TRUE),
                arguments("NOT " + NAME + " StringEqualsIgnoreCase 'shop/web'", FALSE),
                arguments(NAME + " StringEquals 'shop/web'", UNKNOWN),
                arguments(NAME + " StringLike 'shop/*'", UNKNOWN),
                arguments(NAME + " ForAnyOfAnyValues:StringEquals {'shop/web', 'shop/api'}", UNKNOWN),
                arguments("@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:a] StringEquals 'b'", UNKNOWN),
                arguments("@Request[Microsoft.Storage/x:name] StringEqualsIgnoreCase 'shop/web'", UNKNOWN),
                arguments("SubOperationMatches{'x'} OR " + NAME + " StringEqualsIgnoreCase 'shop/web'", TRUE),
                arguments("SubOperationMatches{'x'} AND " + NAME + " StringEqualsIgnoreCase 'stock'", FALSE),
                arguments("SubOperationMatches{'x'} AND " + NAME + " StringEqualsIgnoreCase 'shop/web'", UNKNOWN),
                arguments("", UNKNOWN),
                arguments("(", UNKNOWN),
                arguments("'shop/web", UNKNOWN),
                arguments(NAME + " StringEqualsIgnoreCase 'shop/web' ) extra", UNKNOWN),
                arguments("(".repeat(100_000) + ")".repeat(100_000), UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void knownFormsDecideAndAllElseIsUnknown(String condition, ConditionResult outcome) {
        assertThat(RoleConditionEvaluator.evaluate(condition, PullAccess.CONTENT_READ_DATA_ACTION, "shop/web"))
                .isEqualTo(outcome);
    }
}
