package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.LayeredEstate;
import io.github.pullresponder.sandbox.http.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks that cache rules are read page by page, up to the maximum of a registry, and that the registry does not fetch an image
 * because of the reads.
 */
@Tag("scenario")
class CacheRuleReadsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST = 1_000;
    private static final String RULES = "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/resourceGroups/rg-images"
            + "/providers/Microsoft.ContainerRegistry/registries/fabrikam/cacheRules/";

    @TempDir
    Path work;

    @Test
    void theLastRuleOfAThousandIsFound() throws IOException {
        try (var player = new EstatePlayer(withRules("cache-rule-credential-unhealthy", MOST - 1), 0)) {
            assertThat(player.play(player.estate().triggers().get(0)).causes())
                    .containsExactly("CACHE_RULE_CREDENTIAL_UNHEALTHY");
        }
    }

    @Test
    void aRepositoryIsMissingIfNoneOfAThousandServesIt() throws IOException {
        try (var player = new EstatePlayer(withRules("repository-not-found", MOST), 0)) {
            assertThat(player.play(player.estate().triggers().get(0)).causes()).containsExactly("REPOSITORY_NOT_FOUND");
        }
    }

    @Test
    void moreThanAThousandAreNotReadToTheirEnd() throws IOException {
        try (var player = new EstatePlayer(withRules("repository-not-found", MOST + 1), 0)) {
            var played = player.play(player.estate().triggers().get(0));
            assertThat(played.causes()).isEmpty();
            assertThat(played.likely()).containsExactly("REPOSITORY_NOT_FOUND");
            assertThat(played.answer())
                    .contains("the first 1000 cache rules of fabrikam were read, and there are more");
        }
    }

    /** A registry fetches an image of a cache rule when a client requests the manifest of a tag ("Artifact cache", pull your image). */
    @Test
    void noManifestIsRequestedThatTheRegistryDoesNotHave() {
        var name = "cache-rule-credential-unhealthy-and-401";
        try (var player = new EstatePlayer(BundledEstates.named(name), 0)) {
            player.play(player.estate().triggers().get(0));
            assertThat(player.azure().requests().all())
                    .extracting(RecordedRequest::url)
                    .anyMatch(url -> url.contains("fabrikam.azurecr.io/acr/v1/hub%2Flibrary%2Fnginx"))
                    .noneMatch(url -> url.contains("/v2/"));
        }
    }

    /** Their names sort before the name of the estate's own rule. */
    private Estate withRules(String name, int rules) throws IOException {
        var folder = LayeredEstate.complete(Path.of("target", "test-classes", "estates", name), work);
        var file = folder.resolve("arm.json").toFile();
        var resources = (ArrayNode) JSON.readTree(file);
        for (var i = 0; i < rules; i++) {
            var rule = "a%04d".formatted(i);
            resources
                    .insertObject(0)
                    .put("id", RULES + rule)
                    .put("name", rule)
                    .put("type", "Microsoft.ContainerRegistry/registries/cacheRules")
                    .putObject("properties")
                    .put("sourceRepository", "quay.io/team/" + rule)
                    .put("targetRepository", "team/" + rule)
                    .put("provisioningState", "Succeeded");
        }
        JSON.writeValue(file, resources);
        return Estate.load(folder);
    }
}
