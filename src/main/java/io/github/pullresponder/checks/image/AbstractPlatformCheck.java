package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.text.DisplayFormat;
import java.util.List;

/**
 * A check that an image is built for the platform of the node.
 *
 * <p>A node that finds no match retries without credentials, so the failure may also look like a 401.
 */
abstract class AbstractPlatformCheck extends AbstractWholePullCheck {

    AbstractPlatformCheck(String id, String question, Cause cause) {
        super(id, question, cause);
    }

    @Override
    protected final Verdict examine(PullContext pull) {
        var platforms = pull.images().platforms();
        if (platforms.isEmpty()) {
            return notApplicable("%s does not exist", ImageRemedies.inRegistry(pull.image()));
        }
        return pull.nodes()
                .machineNode()
                .flatMap(Node::platform)
                .map(platform -> examine(platform, platforms.get(), pull))
                .orElseGet(() -> undetermined("the node, and so its platform, is not known"));
    }

    abstract Verdict examine(Platform node, List<Platform> image, PullContext pull);

    static Finding mismatch(Cause cause, String summary, List<Platform> platforms, PullContext pull) {
        var node = pull.nodes().node().orElseThrow();
        return Finding.of(cause, summary)
                .because(
                        FactSource.registry(
                                pull.images().registry().loginServer(),
                                pull.image().repository(),
                                pull.imageText()),
                        "%s is for %s",
                        ImageRemedies.inRegistry(pull.image()),
                        listed(platforms))
                .because(node.source(), "node %s is %s", node.name(), platformOf(node));
    }

    static String listed(List<Platform> platforms) {
        return DisplayFormat.list(
                platforms.stream().map(Platform::toString).distinct().toList());
    }

    private static String platformOf(Node node) {
        return node.platform().map(Platform::toString).orElse("unknown");
    }
}
