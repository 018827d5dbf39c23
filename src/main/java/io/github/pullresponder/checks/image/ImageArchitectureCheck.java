package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.checks.remedy.NodeRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.pull.PullContext;
import java.util.List;

/** Checks that the image is for the node's architecture. */
final class ImageArchitectureCheck extends AbstractPlatformCheck {

    ImageArchitectureCheck() {
        super("image-architecture", "The image is for the node's architecture", Cause.IMAGE_ARCHITECTURE_MISMATCH);
    }

    @Override
    Verdict examine(Platform node, List<Platform> image, PullContext pull) {
        var name = ImageRemedies.inRegistry(pull.image());
        var ofNodesOs = image.stream().filter(node::hasOsOf).toList();
        if (ofNodesOs.isEmpty()) {
            return notApplicable("%s is not for %s", name, node.os());
        }
        var fitting = ofNodesOs.stream().filter(node::runsArchitectureOf).findFirst();
        if (fitting.isPresent()) {
            return ruledOut(
                    pull.images().source(),
                    "%s is for %s",
                    name,
                    ofNodesOs.stream().anyMatch(node::hasArchitectureOf)
                            ? node.architecture()
                            : "%s, which %s nodes also run"
                                    .formatted(fitting.get().architecture(), node.architecture()));
        }
        var other = ofNodesOs.get(0);
        return confirmed(mismatch(
                        Cause.IMAGE_ARCHITECTURE_MISMATCH,
                        "%s is for %s, and the node is %s".formatted(name, other.architecture(), node.architecture()),
                        image,
                        pull)
                .fix(NodeRemedies.buildFor(node, ofNodesOs, pull))
                .fix(NodeRemedies.orRunOnNodesOf("arch", other.architecture(), other, pull)));
    }
}
