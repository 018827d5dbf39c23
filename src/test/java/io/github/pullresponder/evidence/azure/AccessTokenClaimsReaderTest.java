package io.github.pullresponder.evidence.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.evidence.GraphTokenPermissions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenClaimsReaderTest {
    @Test
    void anApplicationsTokenNamesItsPermissions() {
        assertThat(AccessTokenClaimsReader.rightsIn(
                        token("{\"roles\": [\"Application.Read.All\", \"User.Read.All\"]}")))
                .contains(new GraphTokenPermissions(List.of("Application.Read.All", "User.Read.All"), false));
    }

    @Test
    void anApplicationWithoutPermissionsHasNoSuchClaim() {
        assertThat(AccessTokenClaimsReader.rightsIn(token("{\"oid\": \"1\"}")))
                .contains(new GraphTokenPermissions(List.of(), false));
    }

    @Test
    void aPersonsTokenIsKnownByItsScopes() {
        assertThat(AccessTokenClaimsReader.rightsIn(token("{\"scp\": \"Directory.Read.All\"}")))
                .contains(new GraphTokenPermissions(List.of(), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "opaque", "a.!.c", "a.e30", "a.bm8ganNvbg.c"})
    void anInvalidTokenHasNoClaims(String text) {
        assertThat(AccessTokenClaimsReader.rightsIn(text)).isEmpty();
        assertThat(AccessTokenClaimsReader.objectIdIn(text)).isEmpty();
    }

    private static String token(String claims) {
        return "a." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c";
    }
}
