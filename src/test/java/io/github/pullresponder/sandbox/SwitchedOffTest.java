package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.read.Capability;
import io.github.pullresponder.sandbox.http.RecordedRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that a disabled capability sends no requests, and that checks which need it name it. */
@Tag("scenario")
class SwitchedOffTest {

    /** For each capability, an estate in which it is used, and the requests that it makes. */
    static Stream<Arguments> capabilities() {
        return Stream.of(
                Arguments.of(Capability.PULL_SECRETS, "admin-password-stale", "GET .*/secrets(/.*|\\?.*)?"),
                Arguments.of(Capability.ADMIN_PASSWORDS, "admin-password-stale", "POST .*/listCredentials\\?.*"),
                Arguments.of(Capability.DIRECTORY, "cluster-secret-expired", ".* https://graph\\..*"),
                Arguments.of(Capability.CATALOG, "repository-not-found-abac", "GET .*/acr/v1/_catalog.*"));
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void aCapabilityIsUsedOnlyIfItIsOn(Capability capability, String estate, String requests) {
        assertThat(played(estate, "true", capability, requests).asked()).isNotEmpty();
        assertThat(played(estate, "false", capability, requests).asked()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("capabilities")
    void checksWithoutACapabilityNameTheSettingAndConfirmNothing(
            Capability capability, String estate, String requests) {
        var report = played(estate, "false", capability, requests).report();
        assertThat(report).contains("switched off, " + capability.setting() + " is 'false'");
    }

    @Test
    void everyCapabilityIsTried() {
        assertThat(capabilities().map(element -> element.get()[0])).containsExactly((Object[]) Capability.values());
    }

    private record Result(List<String> asked, String report) {}

    private static Result played(String estate, String value, Capability capability, String requests) {
        try (var player = new EstatePlayer(BundledEstates.named(estate), Map.of(capability.setting(), value))) {
            var report = player.play(player.estate().triggers().get(0)).answer();
            var asked = player.azure().requests().all().stream()
                    .map(SwitchedOffTest::line)
                    .filter(line -> line.matches(requests))
                    .toList();
            return new Result(asked, report);
        }
    }

    private static String line(RecordedRequest request) {
        return request.method() + " " + request.url();
    }
}
