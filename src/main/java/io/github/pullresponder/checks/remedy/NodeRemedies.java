package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.az;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.Cluster.NodePool;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.cluster.Workload;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.image.WindowsBuild;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.text.DisplayFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Remedies for nodes, and for images that do not match the platform of their node. */
public final class NodeRemedies {
    private static final int SYSTEM_DISK_GIB = 256;

    public static final Remedy START_FEWER_PODS_AT_ONCE =
            Remedy.of("Start fewer pods at the same time. The kubelet retries the failed pulls by itself");

    /** For a node that is not known, or does not run Linux. */
    public static final Remedy SET_CLOCK = Remedy.of(
            "Synchronize the clock of the node that reported the message: chronyc makestep on Linux, w32tm /resync on Windows");

    private NodeRemedies() {}

    // Other nodes for the image

    /**
     * Moves the workload to nodes with this label.
     *
     * @param label {@code os} or {@code arch}, of the well-known labels of nodes
     */
    public static Remedy runOnNodesOf(String label, String value, Platform wanted, PullContext pull) {
        return selecting("Run", label, value, wanted, pull);
    }

    public static Remedy orRunOnNodesOf(String label, String value, Platform wanted, PullContext pull) {
        return selecting("Or run", label, value, wanted, pull);
    }

    private static Remedy selecting(String run, String label, String value, Platform wanted, PullContext pull) {
        var cluster = pull.cluster();
        var fitting = cluster.nodePools().stream()
                .filter(pool -> pool.platform()
                        .filter(platform -> platform.hasOsOf(wanted) && platform.hasArchitectureOf(wanted))
                        .isPresent())
                .map(NodePool::name)
                .toList();
        var commands = new ArrayList<Command>();
        if (fitting.isEmpty()) {
            commands.add(addPool(wanted, cluster).build());
        }
        workloadOf(pull)
                .map(workload -> KubectlPatches.nodeSelector(cluster.id(), workload, "kubernetes.io/" + label, value))
                .ifPresent(commands::add);
        return Remedy.of(
                "%s it on %s nodes (%s): nodeSelector kubernetes.io/%s: %s"
                        .formatted(
                                run,
                                value,
                                fitting.isEmpty()
                                        ? cluster.name() + " has no node pool of this kind yet"
                                        : "node pool " + DisplayFormat.oneOf(fitting),
                                label,
                                value),
                commands);
    }

    public static Remedy orRunOnWindows(WindowsBuild build, PullContext pull) {
        var cluster = pull.cluster();
        var fitting = cluster.nodePools().stream()
                .filter(pool -> pool.platform()
                        .flatMap(Platform::osVersion)
                        .flatMap(WindowsBuild::of)
                        .filter(host -> host.runs(build))
                        .isPresent())
                .map(NodePool::name)
                .findFirst();
        var select = fitting.flatMap(pool -> workloadOf(pull)
                .map(workload ->
                        KubectlPatches.nodeSelector(cluster.id(), workload, "kubernetes.azure.com/agentpool", pool)));
        return Remedy.of(
                fitting.map(pool -> "Or run it on node pool %s, whose Windows version supports it".formatted(pool))
                        .orElse("Or run it on nodes with Windows build %s; %s has no node pool with it yet"
                                .formatted(build, cluster.name())),
                select.stream().toList());
    }

    private static CommandLine addPool(Platform wanted, Cluster cluster) {
        if (wanted.os().equals("windows")) {
            return newPool(freeName("npwin", cluster), cluster).option("--os-type", "Windows");
        }
        var arm = wanted.architecture().equals("arm64");
        return newPool(freeName("np" + wanted.architecture(), cluster), cluster)
                .option("--node-vm-size", arm ? "Standard_D4pds_v5" : "Standard_D4ds_v5");
    }

    /** The new pool is in the subnet of the other pools: all pools of a cluster are in one network. */
    private static CommandLine newPool(String name, Cluster cluster) {
        var add = az("aks", "nodepool", "add")
                .resource("--cluster-name", cluster.id())
                .azureName("--name", name);
        return cluster.nodePools().stream()
                .flatMap(pool -> pool.subnet().stream())
                .findFirst()
                .map(subnet -> add.option("--vnet-subnet-id", subnet.toString()))
                .orElse(add);
    }

    /** These names leave room for a digit: the name of a Linux pool has at most 12 characters, that of a Windows pool 6. */
    private static String freeName(String name, Cluster cluster) {
        var taken = cluster.nodePools().stream().map(NodePool::name).toList();
        return Stream.concat(
                        Stream.of(name),
                        IntStream.range(2, 10)
                                .mapToObj(number -> name.substring(0, Math.min(name.length(), 11)) + number))
                .filter(candidate -> !taken.contains(candidate))
                .findFirst()
                .orElse(name);
    }

    // Another image for the nodes

    /** The build covers every platform that the image has, and the node's. */
    public static Remedy buildFor(Platform node, List<Platform> existing, PullContext pull) {
        var platforms = Stream.concat(existing.stream(), Stream.of(node))
                .map(platform -> platform.os() + "/" + platform.architecture())
                .distinct()
                .collect(Collectors.joining(","));
        return Remedy.of(
                "Build the image for the node's CPU architecture as well",
                docker("buildx", "build")
                        .option("--platform", platforms)
                        .option("--tag", tagOf(pull.image()))
                        .literals("--push", "."));
    }

    public static Remedy orBuildFor(Platform node, PullContext pull) {
        return Remedy.of(
                "Or build the image for " + node.os() + " as well, and list both in one index",
                buildAndAddToIndex(pull, node.os() + "/" + node.architecture()));
    }

    public static Remedy buildForWindows(WindowsBuild host, PullContext pull) {
        return Remedy.of(
                host.release()
                        .map(release -> "Build the image from a base image of the node's Windows version, such as"
                                + " mcr.microsoft.com/windows/nanoserver:" + release)
                        .orElse("Build the image from a base image of the node's Windows version"),
                buildAndAddToIndex(pull, "windows/amd64"));
    }

    /** Builds with a separate tag and adds it to the image's index: a build with the same tag would replace the other platforms. */
    private static List<Command> buildAndAddToIndex(PullContext pull, String platform) {
        var image = pull.image();
        var tag = image.tagOrDefault() + "-" + platform.replace('/', '-');
        var build = az("acr", "build")
                .registry("--registry", pull.images().registry().id())
                .option("--image", image.repository() + ":" + tag)
                .option("--platform", platform)
                .literals(".");
        var login =
                az("acr", "login").registry("--name", pull.images().registry().id());
        var index = docker("buildx", "imagetools", "create")
                .option("--tag", tagOf(image))
                .argument(tagOf(image))
                .argument(ImageRemedies.withTag(tag, image));
        return List.of(build.build(), login.build(), index.build());
    }

    private static CommandLine docker(String... words) {
        return CommandLine.program("docker", words);
    }

    private static String tagOf(ImageReference image) {
        return ImageRemedies.withTag(image.tagOrDefault(), image);
    }

    // The node itself

    public static Remedy useImageOnNode(Cluster cluster, Workload workload, String pullPolicy) {
        return Remedy.of(
                "Use the image that is on the node, if it is there: set the pull policy to " + pullPolicy,
                KubectlPatches.pullPolicy(cluster.id(), workload, pullPolicy));
    }

    public static Remedy removeUnusedImages(Cluster cluster, Node node) {
        return Remedy.of(
                "Remove unused images from the node",
                onNode(cluster.id(), node.name()).literals("crictl", "rmi", "--prune"));
    }

    public static Remedy checkClock(Cluster cluster, Node node) {
        return Remedy.of(
                "Check the node's clock", onNode(cluster.id(), node.name()).literals("timedatectl"));
    }

    /** Nodes get their time from their host through chrony ("Time sync for Linux VMs in Azure"). */
    public static Remedy setClock(Cluster cluster, Node node) {
        return Remedy.of(
                "Synchronize the node's clock",
                onNode(cluster.id(), node.name()).literals("chronyc", "makestep"));
    }

    /** The start of a command that runs on a node, in the node's file system. */
    static CommandLine onNode(ResourceId cluster, String node) {
        return CommandLine.kubectl(cluster, "debug")
                .object("node", node)
                .literals(
                        "--stdin",
                        "--tty",
                        "--profile=sysadmin",
                        "--image=mcr.microsoft.com/azurelinux/busybox:1.36",
                        "--",
                        "chroot",
                        "/host");
    }

    public static Remedy orUseLargerDisks(PullContext pull) {
        var cluster = pull.cluster();
        var pool = PullContext.orEmpty(pull.nodes()::pool);
        var name = pool.map(existing -> existing.substring(0, Math.min(existing.length(), 9)) + "big")
                .orElse("bigdisk")
                .toLowerCase(Locale.ROOT);
        var free = freeName(name, cluster);
        var commands = new ArrayList<Command>();
        commands.add(newPool(free, cluster)
                .option("--node-osdisk-size", String.valueOf(SYSTEM_DISK_GIB))
                .build());
        workloadOf(pull)
                .map(workload ->
                        KubectlPatches.nodeSelector(cluster.id(), workload, "kubernetes.azure.com/agentpool", free))
                .ifPresent(commands::add);
        return Remedy.of("Or use nodes with larger disks, and run the pods there", commands);
    }

    private static Optional<Workload> workloadOf(PullContext pull) {
        return PullContext.orEmpty(pull::workload);
    }
}
