package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.LayeredEstate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that a repository with 20,000 tags needs reads of two pages if the tag is missing, and of none if it exists. */
@Tag("scenario")
class ManyTagsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TAGS = 20_000;
    private static final int TAGS_AN_IMAGE = 10;
    private static final Instant FIRST_PUSH = Instant.parse("2025-01-01T00:00:00Z");

    @TempDir
    Path work;

    @Test
    void aMissingTagIsAnsweredFromTwoPages() throws IOException {
        try (var player = new EstatePlayer(estate("tag-not-found"), 0)) {
            var played = player.play(player.estate().triggers().get(0));
            assertThat(played.causes()).containsExactly("TAG_NOT_FOUND");
            assertThat(played.firstReport().orElseThrow().causes().get(0).evidence())
                    .extracting(Evidence::fact)
                    .contains("similar tags: 2.3.0, 2.3.1, 2.3.10", "newest tags: 9.9.190, 9.9.191");
            assertThat(pagesOfTags(player)).hasSize(2);
        }
    }

    @Test
    void aTagThatIsThereIsFoundWithoutAList() throws IOException {
        try (var player = new EstatePlayer(estate("healthy-image-is-there-by-now"), 0)) {
            var played = player.play(player.estate().triggers().get(0));
            assertThat(played.causes()).isEmpty();
            assertThat(played.answer()).contains("store/cart:2.3.1 exists");
            assertThat(pagesOfTags(player)).isEmpty();
        }
    }

    private static List<String> pagesOfTags(EstatePlayer player) {
        return player.azure().requests().all().stream()
                .map(request -> request.url())
                .filter(url -> url.contains("/_tags?") || url.contains("/_manifests?") || url.contains("/tags/list"))
                .toList();
    }

    private Estate estate(String name) throws IOException {
        var folder = LayeredEstate.complete(Path.of("target", "test-classes", "estates", name), work);
        var file =
                folder.resolve("registries").resolve("fabrikam.azurecr.io.json").toFile();
        var registry = (ObjectNode) JSON.readTree(file);
        var images = ((ObjectNode) registry.at("/repositories/store~1cart")).putArray("manifests");
        for (var i = 0; i < TAGS / TAGS_AN_IMAGE; i++) {
            var tags = images.addObject()
                    .put("digest", "sha256:%064x".formatted(i))
                    .put("mediaType", "application/vnd.oci.image.manifest.v1+json")
                    .put("createdOn", FIRST_PUSH.plusSeconds(3_600L * i).toString())
                    .putArray("tags");
            for (var j = 0; j < TAGS_AN_IMAGE; j++) {
                tags.add(tag(i * TAGS_AN_IMAGE + j));
            }
        }
        JSON.writeValue(file, registry);
        return Estate.load(folder);
    }

    /** From 0.0.0 to 9.9.199. */
    private static String tag(int n) {
        return "%d.%d.%d".formatted(n / 2_000, n / 200 % 10, n % 200);
    }
}
