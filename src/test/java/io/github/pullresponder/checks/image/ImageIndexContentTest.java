package io.github.pullresponder.checks.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.evidence.Images;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.registry.RegistryProperties;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An index lists manifests, and the node requests one of them. That manifest alone can be missing, locked or in quarantine. */
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
                        + " for linux/amd64, but the registry does not have it");
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
    void withAnUnknownNodeItIsLikely() {
        has(AMD64);
        var examined = Examined.by(
                new ImageContentDamagedCheck(),
                shop.pull(PullFailure.ofImage(ShopEvidence.CLUSTER, ShopEvidence.IMAGE, Optional.empty())));

        examined.isUndetermined("the manifest of the index that the node requests is not known");
        assertThat(examined.suspect().cause()).isEqualTo(Cause.IMAGE_CONTENT_DAMAGED);
    }

    @Test
    void anIndexThatIsCompleteIsFine() {
        has(AMD64);
        has(ARM64);
        saysNothing();

        examined().doesNotApply();
    }

    @Test
    void aLockOnTheNodesManifestIsConfirmed() {
        has(AMD64, false, false);
        has(ARM64);
        var examined = Examined.by(new ImageLockCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.IMAGE_LOCKED);
        assertThat(examined.facts()).containsExactly("readEnabled of manifest " + AMD64 + " for linux/amd64 is false");
        assertThat(examined.commands()).singleElement().asString().contains("--image shop/web@" + AMD64);
    }

    @Test
    void aLockOnTheManifestOfAnotherPlatformDoesNotMatter() {
        has(AMD64);
        has(ARM64, false, false);
        Examined.by(new ImageLockCheck(), shop).isRuledOut("shop/web:1.4.2 is not locked");
    }

    @Test
    void withAnUnknownNodeALockIsLikely() {
        has(AMD64);
        has(ARM64, false, false);
        var examined = Examined.by(
                new ImageLockCheck(),
                shop.pull(PullFailure.ofImage(ShopEvidence.CLUSTER, ShopEvidence.IMAGE, Optional.empty())));
        assertThat(examined.suspect().cause()).isEqualTo(Cause.IMAGE_LOCKED);
    }

    @Test
    void theNodesManifestMayBeInQuarantineByItself() {
        quarantining();
        has(AMD64, true, true);
        has(ARM64);
        var examined = Examined.by(new ImageQuarantineCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.IMAGE_QUARANTINED);
        assertThat(examined.facts()).contains("quarantineState of " + AMD64 + " is Quarantined");
    }

    @Test
    void theQuarantineOfAnotherPlatformDoesNotMatter() {
        quarantining();
        has(AMD64);
        has(ARM64, true, true);
        Examined.by(new ImageQuarantineCheck(), shop).isRuledOut("shop/web:1.4.2 is released from quarantine");
    }

    @Test
    void aManifestThatIsNotVisibleMayBeInQuarantine() {
        quarantining();
        has(ARM64);
        assertThat(Examined.by(new ImageQuarantineCheck(), shop).open().detail())
                .isEqualTo(
                        AMD64 + " for linux/amd64 is not visible; images in quarantine are visible only with the role"
                                + " AcrQuarantineReader");
    }

    /** The replica that answers can have the index, but not yet the manifests that the index lists. */
    @Test
    void withSeveralReplicasALostManifestIsLikely() {
        shop.replicas.add("eastus");
        has(ARM64);
        saysNothing();
        assertThat(examined().suspect().cause()).isEqualTo(Cause.IMAGE_CONTENT_DAMAGED);
    }

    /** An amd64 node prefers amd64 to 386, although it also runs 386. */
    @Test
    void theNodesOwnArchitectureCounts() {
        var i386 = "sha256:" + "c3".repeat(32);
        shop.indexes.put(
                ShopEvidence.DIGEST,
                List.of(
                        new Images.IndexEntry(i386, new Platform("linux", "386", Optional.empty())),
                        new Images.IndexEntry(AMD64, new Platform("linux", "amd64", Optional.empty()))));
        has(i386, false, false);
        has(AMD64);
        Examined.by(new ImageLockCheck(), shop).isRuledOut("shop/web:1.4.2 is not locked");

        shop.indexes.put(
                ShopEvidence.DIGEST,
                List.of(new Images.IndexEntry(i386, new Platform("linux", "386", Optional.empty()))));
        assertThat(Examined.by(new ImageLockCheck(), shop).finding().cause()).isEqualTo(Cause.IMAGE_LOCKED);
    }

    private void quarantining() {
        shop.registryIs(new RegistryProperties("westeurope", "Premium", "Succeeded", true, Optional.empty()));
    }

    private void has(String digest) {
        has(digest, true, false);
    }

    private void has(String digest, boolean readable, boolean quarantined) {
        shop.manifests.put(
                digest,
                new Images.Manifest(
                        digest, readable, quarantined, Optional.empty(), Optional.of(ShopEvidence.OCI_MANIFEST)));
    }

    private void saysNothing() {
        shop.events = List.of(ShopEvidence.failed("Back-off pulling image \"" + ShopEvidence.IMAGE + "\""));
    }

    private Examined examined() {
        return Examined.by(new ImageContentDamagedCheck(), shop);
    }
}
