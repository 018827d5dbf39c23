package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.checks.remedy.NodeRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.image.WindowsBuild;
import io.github.pullresponder.pull.PullContext;
import java.util.List;
import java.util.Optional;

/** Checks that the image is for the node's version of Windows. */
final class WindowsVersionCheck extends AbstractPlatformCheck {

    WindowsVersionCheck() {
        super("windows-version", "The image is for the node's version of Windows", Cause.WINDOWS_VERSION_MISMATCH);
    }

    @Override
    Verdict examine(Platform node, List<Platform> image, PullContext pull) {
        if (!node.os().equals("windows")) {
            return notApplicable("the node runs %s", node.os());
        }
        var name = ImageRemedies.inRegistry(pull.image());
        var candidates = image.stream()
                .filter(node::hasOsOf)
                .filter(node::hasArchitectureOf)
                .toList();
        if (candidates.isEmpty()) {
            return notApplicable("%s is not for %s/%s", name, node.os(), node.architecture());
        }
        var host = node.osVersion().flatMap(WindowsBuild::of);
        if (host.isEmpty()) {
            return undetermined("the node does not report its Windows version");
        }
        // Every node accepts an image without a Windows version.
        if (candidates.stream().anyMatch(candidate -> runsOn(host.get(), candidate))) {
            return ruledOut(pull.images().source(), "%s runs on Windows build %s", name, host.get());
        }
        return confirmed(mismatch(
                        Cause.WINDOWS_VERSION_MISMATCH,
                        "%s is for Windows build %s, and the node has %s"
                                .formatted(name, buildOf(candidates.get(0)).orElseThrow(), host.get()),
                        image,
                        pull)
                .fix(NodeRemedies.buildForWindows(host.get(), pull))
                .fix(NodeRemedies.orRunOnWindows(buildOf(candidates.get(0)).orElseThrow(), pull)));
    }

    private static boolean runsOn(WindowsBuild host, Platform image) {
        return buildOf(image).map(host::runs).orElse(true);
    }

    private static Optional<WindowsBuild> buildOf(Platform image) {
        return image.osVersion().flatMap(WindowsBuild::of);
    }
}
