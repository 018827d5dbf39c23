package io.github.pullresponder.sandbox.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.pullresponder.sandbox.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstateTest {
    @TempDir
    Path folder;

    @Test
    void everyFileIsRead() {
        Estate shop = Fixtures.shop();

        assertThat(shop.name()).isEqualTo("shop");
        assertThat(shop.clock().instant()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
        assertThat(shop.triggers()).extracting(Trigger::name).containsExactly("01-diagnose", "02-timer");
        assertThat(shop.triggers().get(0).headers()).containsEntry("Accept", "text/html");
        assertThat(shop.expectedCauses("01-diagnose")).contains(Set.of("PULL_ROLE_MISSING"));
        assertThat(shop.expectedCauses("02-timer")).isEmpty();
        assertThat(shop.kubernetes().get("aks-shop")).hasSize(6);
    }

    @Test
    void subscriptionsThatAreNotListedAreDerivedFromIds() {
        assertThat(Fixtures.shop().subscriptions())
                .extracting(Subscription::displayName, Subscription::tenantId)
                .containsExactly(
                        tuple("Shop", Fixtures.TENANT),
                        tuple("00000000-0000-4000-8000-000000000002", "22222222-0000-4000-8000-000000000002"));
    }

    @Test
    void anEmptyFolderIsAnEmptyEstate() {
        Estate empty = Estate.load(folder);

        assertThat(empty.resources()).isEmpty();
        assertThat(empty.triggers()).isEmpty();
    }

    @Test
    void secretsAreFoundWhereverTheyAre() {
        assertThat(Fixtures.shop().secrets())
                .contains("admin-password-1", "token-password-2", "sp-secret-1", "admin-password-0")
                .doesNotContain("contososhop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arm.json | [{'id': '/subscriptions/s/resourceGroups'}] | arm.json[0].id | is no ARM id",
                "arm.json | [{'name': 'x'}] | arm.json[0] | has no \"id\"",
                "arm.json | {'id': '/'} | arm.json | must be an array, is an object",
                "arm.json | [{'id': '/subscriptions/s'}, {'id': '/SUBSCRIPTIONS/S'}] | arm.json[1].id | occurs twice",
                "arm.json | [{'id': '/subscriptions/s'},] | line 1, column 29 | Unexpected character",
                "actions.json | {'GET /subscriptions/s': {}} | actions.json[\"GET /subscriptions/s\"] | the key must be",
                "graph.json | {'groups': [{'id': 'g', 'members': [1]}]} | graph.json.groups[0].members[0] | must be a string",
                "logs.json | {'w': {'KubeEvents': {}}} | logs.json.w.KubeEvents | must be an array",
                "clock.json | {'now': 'today'} | clock.json.now | must be a time",
                "faults.json | [{'match': '(', 'status': 500}] | faults.json[0].match | is no regular expression",
                "faults.json | [{'match': 'x'}] | faults.json[0] | does nothing",
                "triggers/01-a.json | {'body': {}} | 01-a.json | has no \"function\"",
                "expected.json | {'01-a': {'causes': []}} | expected.json[\"01-a\"] | there is no trigger of this name",
                "registries/r.azurecr.io.json | {'repositories': {'a/b': {'manifests': [{}]}}} | r.azurecr.io.json.repositories[\"a/b\"].manifests[0] | has no \"digest\"",
                "kubernetes/c.yaml | 'kind: Pod' | c.yaml document 1 | has no \"apiVersion\"",
            })
    void aMalformedFileIsNamedWithPlaceAndReason(String file, String content, String place, String reason)
            throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.endsWith(".json") ? content.replace('\'', '"') : content);

        assertThatThrownBy(() -> Estate.load(folder))
                .isInstanceOf(EstateException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(place)
                .hasMessageContaining(reason);
    }

    @Test
    void malformedYamlIsNamedWithItsLine() throws IOException {
        Files.createDirectories(folder.resolve("kubernetes"));
        Files.writeString(folder.resolve("kubernetes/c.yaml"), "kind: Pod\n  bad: [\n");

        assertThatThrownBy(() -> Estate.load(folder))
                .hasMessageContaining("c.yaml")
                .hasMessageContaining("line 2");
    }
}
