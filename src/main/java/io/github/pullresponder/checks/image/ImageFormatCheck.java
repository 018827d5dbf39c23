package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.cluster.ContainerdVersion;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.PullCheck;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.Images.Manifest;
import io.github.pullresponder.pull.NotApplicableException;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Source;
import java.util.Optional;

/**
 * Checks that the node's runtime reads the format of the image. containerd 2.0 pulls images of schema 1 only if it is told to, 2.1 never
 * (containerd, "Releases": deprecated features).
 */
final class ImageFormatCheck extends PullCheck {
    private static final ContainerdVersion DISABLES = new ContainerdVersion(2, 0);
    private static final ContainerdVersion REMOVED = new ContainerdVersion(2, 1);

    ImageFormatCheck() {
        super("image-format", "The node reads the format of the image", Cause.IMAGE_FORMAT_UNSUPPORTED);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        return pull.error().observations().ofSchema1() ? onMessage(pull) : onManifest(pull);
    }

    /** The message says what the runtime does not read; the registry says whether the image is still like that. */
    private static Verdict onMessage(PullContext pull) {
        var finding = unsupported(pull)
                .because(Source.message(), "the runtime says that it does not read the manifest, which is of schema 1");
        Optional<Manifest> manifest;
        try {
            manifest = pull.images().manifest();
        } catch (EvidenceUnavailableException e) {
            return undetermined(e).suspecting(withRemedies(finding, pull));
        } catch (NotApplicableException e) {
            return undetermined("the manifest cannot be read: %s", e.getMessage())
                    .suspecting(withRemedies(finding, pull));
        }
        if (manifest.isEmpty()) {
            return notApplicable("%s is not there", ImageRemedies.inRegistry(pull.image()));
        }
        if (manifest.get().isSchema1()) {
            return confirmed(withRemedies(finding.because(pull.images().source(), "%s", typeOf(manifest.get())), pull));
        }
        return manifest.get().mediaType().isPresent()
                ? ruledOut(pull.images().source(), "by now, %s", typeOf(manifest.get()))
                : undetermined("the registry does not say the format of the manifest")
                        .suspecting(withRemedies(finding, pull));
    }

    private static Verdict onManifest(PullContext pull) {
        var manifest = pull.images().manifest();
        if (manifest.isEmpty()) {
            return notApplicable("%s is not there", ImageRemedies.inRegistry(pull.image()));
        }
        if (manifest.get().mediaType().isEmpty()) {
            return undetermined("the registry does not say the format of the manifest");
        }
        if (!manifest.get().isSchema1()) {
            return ruledOut(pull.images().source(), "%s", typeOf(manifest.get()));
        }
        var node = pull.nodes().machineNode();
        var version = node.flatMap(Node::containerRuntime).flatMap(ContainerdVersion::of);
        return version.map(it -> onVersion(it, node.orElseThrow(), manifest.get(), pull))
                .orElseGet(() -> undetermined(
                        "%s, and which version of containerd the node runs is not known", typeOf(manifest.get())));
    }

    private static Verdict onVersion(ContainerdVersion version, Node node, Manifest manifest, PullContext pull) {
        if (version.compareTo(DISABLES) < 0) {
            return ruledOut(node.source(), "node %s runs containerd %s, which reads schema 1", node.name(), version);
        }
        var finding = withRemedies(
                unsupported(pull)
                        .because(pull.images().source(), "%s", typeOf(manifest))
                        .because(
                                node.source(),
                                version.compareTo(REMOVED) < 0
                                        ? "node %s runs containerd %s, which reads schema 1 only if it is told to"
                                        : "node %s runs containerd %s, which does not read schema 1",
                                node.name(),
                                version),
                pull);
        return version.compareTo(REMOVED) < 0
                ? undetermined(
                                "whether containerd %s of node %s is told to read schema 1 is not visible",
                                version, node.name())
                        .suspecting(finding)
                : confirmed(finding);
    }

    private static String typeOf(Manifest manifest) {
        return "the manifest is of the type " + manifest.mediaType().orElseThrow();
    }

    private static Finding.Draft unsupported(PullContext pull) {
        return Finding.of(
                Cause.IMAGE_FORMAT_UNSUPPORTED,
                "%s has the old format \"schema 1\", which the node does not read".formatted(pull.image()));
    }

    private static Finding withRemedies(Finding finding, PullContext pull) {
        var registry = PullContext.optionally(() -> pull.images().registry());
        return finding.fix(registry.filter(it -> pull.image().digest().isEmpty())
                        .map(it -> ImageRemedies.buildAgain(it, pull.image()))
                        .orElse(ImageRemedies.BUILD_AGAIN))
                .fix(ImageRemedies.OR_CONVERT);
    }
}
