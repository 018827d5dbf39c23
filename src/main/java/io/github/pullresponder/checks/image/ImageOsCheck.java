package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.checks.remedy.NodeRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.pull.PullContext;
import java.util.List;

/** Checks that the image is for the node's operating system. */
final class ImageOsCheck extends AbstractPlatformCheck {

    ImageOsCheck() {
        super("image-os", "The image is for the node's operating system", Cause.IMAGE_OS_MISMATCH);
    }

    @Override
    Verdict examine(Platform node, List<Platform> image, PullContext pull) {
        var name = ImageRemedies.inRegistry(pull.image());
        if (image.stream().anyMatch(node::hasOsOf)) {
            return ruledOut(pull.images().source(), "%s is for %s", name, node.os());
        }
        return confirmed(mismatch(
                        Cause.IMAGE_OS_MISMATCH,
                        "%s is for %s, and the node runs %s"
                                .formatted(name, image.get(0).os(), node.os()),
                        image,
                        pull)
                .fix(NodeRemedies.runOnNodesOf("os", image.get(0).os(), image.get(0), pull))
                .fix(NodeRemedies.orBuildFor(node, pull)));
    }
}
