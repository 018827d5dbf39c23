package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.cluster.ContainerdVersion;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.Images.Manifest;
import io.github.pullresponder.pull.NotApplicableException;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.FactSource;
import java.util.Optional;

/**
 * Checks that the node's runtime supports the format of the image. containerd 2.0 pulls images of schema 1 only if it is configured to,
 * 2.1 never does (containerd, "Releases": deprecated features).
 */
final class ImageFormatCheck extends AbstractWholePullCheck {
    private static final ContainerdVersion DISABLES = new ContainerdVersion(2, 0);
    private static final ContainerdVersion REMOVED = new ContainerdVersion(2, 1);

    ImageFormatCheck() {
        super("image-format", "The node supports the format of the image", Cause.IMAGE_FORMAT_UNSUPPORTED);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        return pull.error().observations().ofSchema1() ? onMessage(pull) : onManifest(pull);
    }

    /** The message names the format that the runtime does not support; the registry shows the image's current format. */
    private static Verdict onMessage(PullContext pull) {
        var finding = unsupported(pull)
                .because(
                        FactSource.message(),
                        "the runtime reports that it does not support the manifest, which has schema 1");
        Optional<Manifest> manifest;
        try {
            manifest = pull.images().manifest();
        } catch (EvidenceUnavailableException e) {
            return undetermined(e).suspecting(withRemedies(finding, pull));
        } catch (NotApplicableException e) {
            return undetermined("the manifest could not be read: %s", e.getMessage())
                    .suspecting(withRemedies(finding, pull));
        }
        if (manifest.isEmpty()) {
            return notApplicable("%s does not exist", ImageRemedies.inRegistry(pull.image()));
        }
        if (manifest.get().isSchema1()) {
            return confirmed(withRemedies(finding.because(pull.images().source(), "%s", typeOf(manifest.get())), pull));
        }
        return manifest.get().mediaType().isPresent()
                ? ruledOut(pull.images().source(), "now %s", typeOf(manifest.get()))
                : undetermined("the registry does not return the format of the manifest")
                        .suspecting(withRemedies(finding, pull));
    }

    private static Verdict onManifest(PullContext pull) {
        var manifest = pull.images().manifest();
        if (manifest.isEmpty()) {
            return notApplicable("%s does not exist", ImageRemedies.inRegistry(pull.image()));
        }
        if (manifest.get().mediaType().isEmpty()) {
            return undetermined("the registry does not return the format of the manifest");
        }
        if (!manifest.get().isSchema1()) {
            return ruledOut(pull.images().source(), "%s", typeOf(manifest.get()));
        }
        var node = pull.nodes().machineNode();
        var version = node.flatMap(Node::containerRuntime).flatMap(ContainerdVersion::of);
        return version.map(known -> onVersion(known, node.orElseThrow(), manifest.get(), pull))
                .orElseGet(() ->
                        undetermined("%s, and the node's containerd version is not known", typeOf(manifest.get())));
    }

    private static Verdict onVersion(ContainerdVersion version, Node node, Manifest manifest, PullContext pull) {
        if (version.compareTo(DISABLES) < 0) {
            return ruledOut(node.source(), "node %s runs containerd %s, which supports schema 1", node.name(), version);
        }
        var finding = withRemedies(
                unsupported(pull)
                        .because(pull.images().source(), "%s", typeOf(manifest))
                        .because(
                                node.source(),
                                version.compareTo(REMOVED) < 0
                                        ? "node %s runs containerd %s, which supports schema 1 only if it is configured to"
                                        : "node %s runs containerd %s, which does not support schema 1",
                                node.name(),
                                version),
                pull);
        return version.compareTo(REMOVED) < 0
                ? undetermined(
                                "whether containerd %s on node %s is configured to support schema 1 is not visible to Pull Responder",
                                version, node.name())
                        .suspecting(finding)
                : confirmed(finding);
    }

    private static String typeOf(Manifest manifest) {
        return "the manifest has the media type " + manifest.mediaType().orElseThrow();
    }

    private static Finding.Draft unsupported(PullContext pull) {
        return Finding.of(
                Cause.IMAGE_FORMAT_UNSUPPORTED,
                "%s has the old format \"schema 1\", which the node does not support".formatted(pull.image()));
    }

    private static Finding withRemedies(Finding finding, PullContext pull) {
        var registry = PullContext.optionally(() -> pull.images().registry());
        return finding.fix(registry.filter(known -> pull.image().digest().isEmpty())
                        .map(known -> ImageRemedies.buildAgain(known, pull.image()))
                        .orElse(ImageRemedies.BUILD_AGAIN))
                .fix(ImageRemedies.OR_CONVERT);
    }
}
