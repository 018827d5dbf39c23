package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.Known;
import io.github.pullresponder.diagnosis.PullContext;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Workload;
import io.github.pullresponder.evidence.Cluster;
import io.github.pullresponder.evidence.Cluster.NodePool;
import io.github.pullresponder.evidence.Node;
import io.github.pullresponder.evidence.Platform;
import io.github.pullresponder.pull.ImageReference;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The remedies for nodes, and for images that do not fit them. */
final class NodeRemedies {
    private static final int SYSTEM_DISK_GIB = 256;

    static final Remedy PULL_LESS_AT_ONCE =
            Remedy.of("Start fewer pods at once: the next attempts will pass by themselves");

    private NodeRemedies() {}

    // Other nodes for the image

    /** @param label {@code os} or {@code arch}, of the well-known labels of nodes */
    static Remedy runOnNodesOf(String label, String value, Platform wanted, PullContext pull) {
        return selecting("Run", label, value, wanted, pull);
    }

    static Remedy orRunOnNodesOf(String label, String value, Platform wanted, PullContext pull) {
        return selecting("Or run", label, value, wanted, pull);
    }

    private static Remedy selecting(String run, String label, String value, Platform wanted, PullContext pull) {
        var cluster = pull.cluster();
        var fitting = cluster.nodePools().stream()
                .filter(pool -> pool.platform()
                        .filter(it -> it.hasOsOf(wanted) && it.hasArchitectureOf(wanted))
                        .isPresent())
                .map(NodePool::name)
                .toList();
        var addPool = fitting.isEmpty() ? Stream.of(addPool(wanted, cluster)) : Stream.<String>empty();
        var select = workloadOf(pull).map(workload -> select("kubernetes.io/" + label, value, workload)).stream();
        return new Remedy(
                "%s it on %s nodes (%s): nodeSelector kubernetes.io/%s: %s"
                        .formatted(
                                run,
                                value,
                                fitting.isEmpty()
                                        ? cluster.name() + " has no such pool yet"
                                        : "node pool " + Told.oneOf(fitting),
                                label,
                                value),
                Stream.concat(addPool, select).toList());
    }

    static Remedy orRunOnWindows(WindowsBuild build, PullContext pull) {
        var cluster = pull.cluster();
        var fitting = cluster.nodePools().stream()
                .filter(pool -> pool.platform()
                        .flatMap(Platform::osVersion)
                        .flatMap(WindowsBuild::of)
                        .filter(host -> host.runs(build))
                        .isPresent())
                .map(NodePool::name)
                .findFirst();
        var select = fitting.flatMap(
                pool -> workloadOf(pull).map(workload -> select("kubernetes.azure.com/agentpool", pool, workload)));
        return new Remedy(
                fitting.map(pool -> "Or run it on node pool %s, which has a Windows that runs it".formatted(pool))
                        .orElse("Or run it on nodes with Windows build %s, of which %s has none"
                                .formatted(build, cluster.name())),
                select.stream().toList());
    }

    /** What a pod selects cannot be changed, so a pod of its own is replaced. */
    private static String select(String label, String value, Workload workload) {
        var selector = "\"nodeSelector\":{\"%s\":\"%s\"}".formatted(label, value);
        var patch = new Command("kubectl patch").and(workload.toString()).with("--namespace", workload.namespace());
        return workload.isPod()
                ? patch.with("--patch", "{\"spec\":{\"nodeName\":null,%s}}".formatted(selector))
                        .and("--dry-run=client --output yaml | kubectl replace --force --filename -")
                        .line()
                : patch.with("--patch", "{\"spec\":{\"template\":{\"spec\":{%s}}}}".formatted(selector))
                        .line();
    }

    private static String addPool(Platform wanted, Cluster cluster) {
        var add = Command.az("aks", "nodepool", "add")
                .with("--resource-group", cluster.id().resourceGroup())
                .with("--cluster-name", cluster.name())
                .with("--subscription", cluster.id().subscription());
        if (wanted.os().equals("windows")) {
            return add.with("--name", "npwin").with("--os-type", "Windows").line();
        }
        var arm = wanted.architecture().equals("arm64");
        return add.with("--name", "np" + wanted.architecture())
                .with("--node-vm-size", arm ? "Standard_D4pds_v5" : "Standard_D4ds_v5")
                .line();
    }

    // Another image for the nodes

    /** With every platform it has, and the node's. */
    static Remedy buildFor(Platform node, List<Platform> existing, PullContext pull) {
        var platforms = Stream.concat(existing.stream(), Stream.of(node))
                .map(platform -> platform.os() + "/" + platform.architecture())
                .distinct()
                .collect(Collectors.joining(","));
        return Remedy.of(
                "Build the image for the node's processor as well",
                new Command("docker buildx build")
                        .with("--platform", platforms)
                        .with("--tag", tagged(pull.image()))
                        .and("--push .")
                        .line());
    }

    static Remedy orBuildFor(Platform node, PullContext pull) {
        return Remedy.of(
                "Or build the image for " + node.os() + " as well, and list both in one index",
                acrBuild(pull, node.os() + "/" + node.architecture()));
    }

    static Remedy buildForWindows(WindowsBuild host, PullContext pull) {
        return Remedy.of(
                host.release()
                        .map(release -> "Build it from a base image of the node's version, such as"
                                + " mcr.microsoft.com/windows/nanoserver:" + release)
                        .orElse("Build it from a base image of the node's version"),
                acrBuild(pull, "windows/amd64"));
    }

    private static String acrBuild(PullContext pull, String platform) {
        var registry = pull.images().registry();
        return Command.az("acr", "build")
                .with("--registry", registry.id().name())
                .with("--subscription", registry.id().subscription())
                .with("--image", pull.image().repository() + ":" + pull.image().tagOrDefault())
                .with("--platform", platform)
                .and(".")
                .line();
    }

    private static String tagged(ImageReference image) {
        return ImageRemedies.withTag(image.tagOrDefault(), image);
    }

    // The node itself

    static Remedy keepImages(Workload workload, String pullPolicy) {
        var container = "{\"name\":\"%s\",\"imagePullPolicy\":\"%s\"}".formatted(workload.container(), pullPolicy);
        return Remedy.of(
                "Use the image that the node has, if it has it",
                new Command("kubectl patch")
                        .and(workload.toString())
                        .with("--namespace", workload.namespace())
                        .with(
                                "--patch",
                                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[%s]}}}}".formatted(container))
                        .line());
    }

    static Remedy removeUnusedImages(Node node) {
        return Remedy.of(
                "Remove the images that nothing on the node uses",
                Command.onNode(node.name(), "crictl rmi --prune").line());
    }

    static Remedy orUseLargerDisks(Cluster cluster, Optional<String> pool) {
        var name = pool.map(it -> it.substring(0, Math.min(it.length(), 9)) + "big")
                .orElse("bigdisk")
                .toLowerCase(Locale.ROOT);
        return Remedy.of(
                "Or use nodes with larger disks, and move the pods there",
                Command.az("aks", "nodepool", "add")
                        .with("--resource-group", cluster.id().resourceGroup())
                        .with("--cluster-name", cluster.name())
                        .with("--subscription", cluster.id().subscription())
                        .with("--name", name)
                        .with("--node-osdisk-size", String.valueOf(SYSTEM_DISK_GIB))
                        .line());
    }

    private static Optional<Workload> workloadOf(PullContext pull) {
        return Known.of(pull::workload).flatMap(workload -> workload);
    }
}
