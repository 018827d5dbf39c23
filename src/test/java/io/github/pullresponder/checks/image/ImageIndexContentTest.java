package io.github.pullresponder.checks.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.evidence.Images;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.pull.PullFailure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An index lists manifests; the registry may have lost one. */
class ImageIndexContentTest {
    private static final String AMD64 = "sha256:" + "a1".repeat(32);
    private static final String ARM64 = "sha256:" + "b2".repeat(32);

    private final ShopEvidence shop = new ShopEvidence();

    @BeforeEach
    void listTwoPlatforms() {
        shop.indexes.put(
                ShopEvidence.DIGEST,
                List.of(
                        new Images.IndexEntry(AMD64, new Platform("linux", "amd64", Optional.empty())),
                        new Images.IndexEntry(ARM64, new Platform("linux", "arm64", Optional.empty()))));
    }

    @Test
    void theManifestThatTheMessageNamesIsGone() {
        has(ARM64);
        shop.pulls(
                ShopEvidence.IMAGE,
                "Error response from daemon: manifest unknown: manifest " + AMD64 + " is not found");
        var examined = examined();

        assertThat(examined.finding().cause()).isEqualTo(Cause.IMAGE_CONTENT_DAMAGED);
        assertThat(examined.facts())
                .containsExactly("the index of shop/web:1.4.2 lists " + AMD64
                        + " for linux/amd64, and the registry does not have it");
        assertThat(examined.commands()).last().asString().startsWith("docker push ");
    }

    @Test
    void theNodesManifestIsGoneAndTheMessageDoesNotSayWhy() {
        has(ARM64);
        saysNothing();

        assertThat(examined().finding().cause()).isEqualTo(Cause.IMAGE_CONTENT_DAMAGED);
    }

    @Test
    void theManifestOfAnotherPlatformDoesNotMatterToTheNode() {
        has(AMD64);
        saysNothing();

        examined().doesNotApply();
    }

    @Test
    void whereTheNodeIsNotKnownItIsLikely() {
        has(AMD64);
        var examined = Examined.by(
                new ImageContentCheck(),
                shop.pull(PullFailure.ofImage(ShopEvidence.CLUSTER, ShopEvidence.IMAGE, Optional.empty())));

        examined.isUndetermined("which of the manifests that the index lists the node asks for is not known");
        assertThat(examined.suspect().cause()).isEqualTo(Cause.IMAGE_CONTENT_DAMAGED);
    }

    @Test
    void anIndexThatIsCompleteIsFine() {
        has(AMD64);
        has(ARM64);
        saysNothing();

        examined().doesNotApply();
    }

    private void has(String digest) {
        shop.manifests.put(
                digest,
                new Images.Manifest(digest, true, false, Optional.empty(), Optional.of(ShopEvidence.OCI_MANIFEST)));
    }

    private void saysNothing() {
        shop.events = List.of(ShopEvidence.failed("Back-off pulling image \"" + ShopEvidence.IMAGE + "\""));
    }

    private Examined examined() {
        return Examined.by(new ImageContentCheck(), shop);
    }
}
