package io.github.pullresponder.checks.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.evidence.Images;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormatCheckTest {
    private static final String SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+prettyjws";
    private static final String SAID = "not implemented: media type \"" + SCHEMA_1
            + "\" is no longer supported since containerd v2.1, please rebuild the image";

    private final ShopEvidence shop = new ShopEvidence();

    @ParameterizedTest
    @ValueSource(
            strings = {
                SAID,
                "no signatures",
                "Pulling Schema 1 images have been deprecated and disabled by default since containerd v2.0."
            })
    void theRuntimesErrorIsConfirmedByTheManifest(String said) {
        holds(SCHEMA_1);
        shop.pulls(ShopEvidence.IMAGE, said);
        var examined = examined();

        assertThat(examined.finding().cause()).isEqualTo(Cause.IMAGE_FORMAT_UNSUPPORTED);
        assertThat(examined.facts())
                .containsExactly(
                        "the runtime reports that it does not support the manifest, which has schema 1",
                        "the manifest has the media type " + SCHEMA_1);
        assertThat(examined.commands())
                .containsExactly("az acr build --registry contososhop --subscription "
                        + ShopEvidence.REGISTRY.subscription() + " --image shop/web:1.4.2 .");
    }

    @Test
    void theRuntimesErrorIsLikelyIfTheManifestCannotBeRead() {
        shop.pulls(ShopEvidence.IMAGE, SAID);
        shop.unreadable.put("manifest", EvidenceUnavailableException.forbidden("manifest", Permission.READ_IMAGES));

        assertThat(examined().suspect().cause()).isEqualTo(Cause.IMAGE_FORMAT_UNSUPPORTED);
    }

    @Test
    void anImageOfAnotherRegistryIsLikely() {
        shop.pulls("docker.io/library/busybox:1", SAID);

        assertThat(examined().suspect().cause()).isEqualTo(Cause.IMAGE_FORMAT_UNSUPPORTED);
    }

    @Test
    void anImageThatWasConvertedSinceIsRuledOut() {
        shop.pulls(ShopEvidence.IMAGE, SAID);

        examined().isRuledOut("now the manifest has the media type " + ShopEvidence.OCI_MANIFEST);
    }

    @Test
    void withoutAReasonTheVersionOfTheNodeDecides() {
        holds(SCHEMA_1);
        saysNothing();
        shop.runs("containerd://2.1.4");
        assertThat(examined().finding().cause()).isEqualTo(Cause.IMAGE_FORMAT_UNSUPPORTED);

        shop.runs("containerd://2.0.5");
        assertThat(examined().suspect().cause()).isEqualTo(Cause.IMAGE_FORMAT_UNSUPPORTED);

        shop.runs("containerd://1.7.28-1");
        examined().isRuledOut("node aks-user-12345678-vmss000000 runs containerd 1.7, which supports schema 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker://29.1.0", "cri-o://1.34.0", "containerd://unknown", ""})
    void anotherRuntimeLeavesItOpen(String runtime) {
        holds(SCHEMA_1);
        saysNothing();
        shop.runs(runtime);

        examined()
                .isUndetermined("the manifest has the media type " + SCHEMA_1
                        + ", and the node's containerd version is not known");
    }

    @Test
    void anotherFormatIsRuledOut() {
        saysNothing();
        shop.runs("containerd://2.1.4");

        examined().isRuledOut("the manifest has the media type " + ShopEvidence.OCI_MANIFEST);
    }

    private void saysNothing() {
        shop.events = List.of(ShopEvidence.failed("Back-off pulling image \"" + ShopEvidence.IMAGE + "\""));
    }

    private void holds(String mediaType) {
        shop.manifests.put(
                ShopEvidence.DIGEST,
                new Images.Manifest(
                        ShopEvidence.DIGEST, true, false, Optional.of(ShopEvidence.PUSHED), Optional.of(mediaType)));
    }

    private Examined examined() {
        return Examined.by(new ImageFormatCheck(), shop);
    }
}
