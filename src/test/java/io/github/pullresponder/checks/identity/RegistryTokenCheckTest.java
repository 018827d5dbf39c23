package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.ShopEvidence.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.registry.RegistryToken;
import io.github.pullresponder.registry.RegistryToken.Password;
import io.github.pullresponder.registry.RegistryToken.TokenStatusAndPasswords;
import io.github.pullresponder.resource.ResourceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryTokenCheckTest {
    private static final Optional<Instant> FUTURE = Optional.of(Instant.parse("2027-01-01T00:00:00Z"));
    private static final Optional<Instant> PAST = Optional.of(Instant.parse("2026-11-01T00:00:00Z"));
    private static final String READS_WEB = "repositories/shop/web/content/read";

    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void onlyTheSecretCouldPull() {
        shop.assignments.clear();
        shop.pullsWith("ci-pull", "token-password");
    }

    @Test
    void aDisabledTokenIsTheCause() {
        token(false, List.of(READS_WEB), FUTURE);
        var examined = examined();
        assertThat(examined.finding().cause()).isEqualTo(Cause.PULL_SECRET_TOKEN_INVALID);
        assertThat(examined.commands().get(0)).startsWith("az acr token update --name ci-pull --registry contososhop");
    }

    @Test
    void aTokenWhosePasswordsAllExpiredIsTheCause() {
        token(true, List.of(READS_WEB), PAST, PAST);
        assertThat(examined().facts()).containsExactly("its last password expired on 2026-11-01");
    }

    @Test
    void thePasswordOfTheTwoInTheSecretIsNotVisible() {
        token(true, List.of(READS_WEB), PAST, FUTURE);
        examined().open();
    }

    @ParameterizedTest
    @CsvSource({
        "repositories/shop/web/content/read, true",
        "repositories/shop/*/content/read, true",
        "repositories/*/content/read, true",
        "repositories/shop/web/metadata/read, false",
        "repositories/shop/webshop/content/read, false",
        "repositories/stock/*/content/read, false",
    })
    void theScopeMapDecides(String action, boolean permits) {
        token(true, List.of(action), FUTURE);
        if (permits) {
            assertThat(examined().open().detail())
                    .isEqualTo(
                            "token ci-pull of contososhop can read shop/web; whether pull secret shop/regcred contains a"
                                    + " current password of it is not visible to Pull Responder");
        } else {
            assertThat(examined().commands().get(0)).contains("--add-repository shop/web content/read");
        }
    }

    @Test
    void anUnknownUserNameIsTheCause() {
        assertThat(examined().facts())
                .containsExactly(
                        "its user name is neither the admin user's name nor an application ID: contososhop has no token of that name");
    }

    @Test
    void aUserNameThatCannotBeATokenIsNeverLookedUp() {
        shop.pullsWith("../../x", "p");
        assertThat(examined().finding().cause()).isEqualTo(Cause.PULL_SECRET_TOKEN_INVALID);
        assertThat(shop.asked).noneMatch(question -> question.startsWith("token"));
    }

    @Test
    void aLoginOfAFewHoursThatHasExpiredIsTheCause() {
        shop.pullsWith("00000000-0000-0000-0000-000000000000", jwt("2026-11-22T08:00:00Z"));
        assertThat(examined().facts()).containsExactly("the token in it expired at 2026-11-22 08:00 UTC");
    }

    /** The secret is from 2026-03-01. */
    @ParameterizedTest
    @CsvSource({"2026-09-01T00:00:00Z, true", "2026-02-01T00:00:00Z, false"})
    void aPasswordThatWasMadeAfterTheSecretMakesItLikely(Instant made, boolean isLikely) {
        putToken("ci-pull", new Password("password1", FUTURE, Optional.of(made)));
        assertThat(examined().open().suspect().isPresent()).isEqualTo(isLikely);
    }

    @Test
    void aTokenMayBeNamedLikeAnApplication() {
        var name = "3f0a6b1c-7d2e-4f58-9a0b-1c2d3e4f5a6b";
        shop.pullsWith(name, "p");
        putToken(name, new Password("password1", FUTURE));
        assertThat(examined().open().detail()).startsWith("token " + name);
    }

    @Test
    void anApplicationIsNoToken() {
        shop.pullsWith("3f0a6b1c-7d2e-4f58-9a0b-1c2d3e4f5a6b", "p");
        examined().doesNotApply();
    }

    @Test
    void theAdminUserIsNoToken() {
        shop.pullsWith("contososhop", "p");
        examined().doesNotApply();
    }

    private void putToken(String name, Password password) {
        shop.tokens.put(
                name,
                new RegistryToken(
                        new TokenStatusAndPasswords(
                                ResourceId.parse(REGISTRY + "/tokens/" + name), true, List.of(password)),
                        Optional.of(ResourceId.parse(REGISTRY + "/scopeMaps/ci")),
                        List.of(READS_WEB)));
    }

    @Test
    void aLoginThatLivesCannotBeJudged() {
        shop.pullsWith("00000000-0000-0000-0000-000000000000", jwt("2026-11-22T12:00:00Z"));
        examined().open();
    }

    @SafeVarargs
    private final void token(boolean enabled, List<String> actions, Optional<Instant>... expiries) {
        var passwords = java.util.Arrays.stream(expiries)
                .map(expiry -> new Password("password1", expiry))
                .toList();
        shop.tokens.put(
                "ci-pull",
                new RegistryToken(
                        new TokenStatusAndPasswords(ResourceId.parse(REGISTRY + "/tokens/ci-pull"), enabled, passwords),
                        Optional.of(ResourceId.parse(REGISTRY + "/scopeMaps/ci")),
                        actions));
    }

    private static String jwt(String expiry) {
        var claims = "{\"sub\":\"x\",\"exp\":" + Instant.parse(expiry).getEpochSecond() + "}";
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".sig";
    }

    private Examined examined() {
        return Examined.by(new RegistryTokenCheck(), shop);
    }
}
