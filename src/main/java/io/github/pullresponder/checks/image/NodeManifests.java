package io.github.pullresponder.checks.image;

import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.Images.IndexEntry;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.image.WindowsBuild;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.EvidenceUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The manifests below an image's index that a node may use: the one in its message, or those for its platform. containerd prefers
 * the node's own architecture to others that it also runs (containerd: platforms, compare.go).
 *
 * @param entries the manifests to examine; empty if the image is not an index
 * @param isOfNode true if the node uses one of these; otherwise the node is not known, and it may use any of them
 */
record NodeManifests(List<IndexEntry> entries, boolean isOfNode, int leftOut) {
    /** An index lists a manifest for each platform; no tool writes more than this. */
    private static final int MOST_ENTRIES = 20;

    static NodeManifests of(PullContext pull) {
        var listed = pull.images().indexEntries().orElse(List.of());
        var named = listed.stream()
                .filter(entry -> pull.error().message().contains(entry.digest()))
                .toList();
        if (!named.isEmpty()) {
            return limited(named, true);
        }
        var node = PullContext.orEmpty(pull.nodes()::machineNode).flatMap(Node::platform);
        return node.map(platform -> limited(takenBy(platform, listed), true)).orElseGet(() -> limited(listed, false));
    }

    private static NodeManifests limited(List<IndexEntry> entries, boolean isOfNode) {
        return new NodeManifests(
                entries.stream().limit(MOST_ENTRIES).toList(), isOfNode, Math.max(0, entries.size() - MOST_ENTRIES));
    }

    private static List<IndexEntry> takenBy(Platform node, List<IndexEntry> listed) {
        var ofItsOs = listed.stream()
                .filter(entry -> node.hasOsOf(entry.platform()) && runsBuildOf(entry.platform(), node))
                .toList();
        var ofItsArchitecture = ofItsOs.stream()
                .filter(entry -> node.hasArchitectureOf(entry.platform()))
                .toList();
        return ofItsArchitecture.isEmpty()
                ? ofItsOs.stream()
                        .filter(entry -> node.runsArchitectureOf(entry.platform()))
                        .toList()
                : ofItsArchitecture;
    }

    private static boolean runsBuildOf(Platform image, Platform node) {
        Optional<WindowsBuild> host = node.osVersion().flatMap(WindowsBuild::of);
        Optional<WindowsBuild> build = image.osVersion().flatMap(WindowsBuild::of);
        return host.isEmpty() || build.isEmpty() || host.get().runs(build.get());
    }

    /**
     * The verdict on a fault of several manifests: it explains the failure if every manifest that the node may use has it.
     *
     * @param count the number of manifests with the fault
     * @param ifOfNode the verdict if the fault explains the failure
     */
    Verdict faulty(int count, Finding finding, Function<Finding, Verdict> ifOfNode) {
        return isOfNode && count == entries.size()
                ? ifOfNode.apply(finding)
                : Verdict.undetermined("the manifest of the index that the node requests is not known")
                        .suspecting(finding);
    }

    /** @throws EvidenceUnavailableException if there are more than were examined */
    void requireAll() {
        if (leftOut > 0) {
            throw EvidenceUnavailableException.limit("manifests of the index", MOST_ENTRIES, OptionalInt.of(leftOut));
        }
    }
}
