package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.az;
import static io.github.pullresponder.command.CommandLine.kubectl;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.cluster.Workload;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.registry.CacheRule;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** Remedies for images: a sentence, and the command with real names. */
public final class ImageRemedies {
    public static final Remedy FINISH_SCAN =
            Remedy.of("Wait for the scan of the image to finish: the scanner releases the image");

    public static final Remedy AUTHENTICATE_CACHE = Remedy.of(
            "Add credentials to the cache rule: its source allows more pulls for an account than for an IP address");

    /** For images where no command is certain to build the image that the pods pull. */
    public static final Remedy BUILD_AGAIN =
            Remedy.of("Rebuild the image with current tools, push it, and use the new image");

    /** containers/image converts manifests of schema 1 ({@code skopeo copy --format}). */
    public static final Remedy OR_CONVERT = Remedy.of(
            "Or convert the image without a rebuild: skopeo copy --format v2s2 reads schema 1 and writes schema 2");

    private ImageRemedies() {}

    // Other references

    public static String atHost(String host, ImageReference image) {
        return new ImageReference(host, image.repository(), image.tag(), image.digest()).toString();
    }

    public static String inRepository(String repository, ImageReference image) {
        return new ImageReference(image.host(), repository, image.tag(), image.digest()).toString();
    }

    public static String withTag(String tag, ImageReference image) {
        return new ImageReference(image.host(), image.repository(), Optional.of(tag), Optional.empty()).toString();
    }

    public static String withDigest(String digest, ImageReference image) {
        return new ImageReference(image.host(), image.repository(), image.tag(), Optional.of(digest)).toString();
    }

    /** The image's name inside the registry: without its host. */
    public static String inRegistry(ImageReference image) {
        return image.repository()
                + image.digest().map(digest -> "@" + digest).orElseGet(() -> ":" + image.tagOrDefault());
    }

    /** The image at the source of a cache rule. */
    public static String atSource(CacheRule rule, ImageReference image) {
        return rule.sourceOf(image.repository())
                + image.digest().map(digest -> "@" + digest).orElseGet(() -> ":" + image.tagOrDefault());
    }

    public static Remedy correctTo(String image, PullContext pull) {
        var title = "Correct the image to " + image;
        return PullContext.orEmpty(pull::workload)
                .map(workload -> Remedy.of(title, setImage(pull.cluster().id(), image, workload)))
                .orElseGet(() -> Remedy.of(title));
    }

    private static CommandLine setImage(ResourceId cluster, String image, Workload workload) {
        return kubectl(cluster, "set", "image")
                .object(workload.kind(), workload.name())
                .containerImage(workload.container(), image)
                .namespace(workload.namespace());
    }

    // Registries and their content

    public static Remedy checkName(String host) {
        return Remedy.of(
                "Check whether the registry exists elsewhere. If the name is taken, assign Reader on the registry to Pull Responder",
                az("acr", "check-name").option("--name", nameIn(host)));
    }

    public static Remedy orCreateRegistry(String host, ImageReference image, Cluster cluster) {
        return Remedy.of(
                "Or create the registry, attach it to the cluster, and push the image",
                az("acr", "create")
                        .groupOf(cluster.id())
                        .azureName("--name", nameIn(host))
                        .option("--sku", "Standard"),
                az("aks", "update").resource(cluster.id()).azureName("--attach-acr", nameIn(host)),
                az("acr", "login")
                        .azureName("--name", nameIn(host))
                        .option("--subscription", cluster.id().subscription()),
                dockerPush(image));
    }

    public static Remedy push(ResourceGraphRegistry registry, ImageReference image) {
        return Remedy.of("Push the image", az("acr", "login").registry("--name", registry.id()), dockerPush(image));
    }

    public static Remedy buildAgain(ResourceGraphRegistry registry, ImageReference image) {
        return Remedy.of(
                "Rebuild the image from its Dockerfile: current tools write a format that the nodes support",
                az("acr", "build")
                        .registry("--registry", registry.id())
                        .option("--image", inRegistry(image))
                        .literals("."));
    }

    public static Remedy restore(ResourceGraphRegistry registry, ImageReference image) {
        var restore = az("acr", "manifest", "restore").registry("--registry", registry.id());
        return Remedy.of(
                "Restore the image",
                image.digest()
                        .map(digest ->
                                restore.option("--name", image.repository()).option("--digest", digest))
                        .orElseGet(() -> restore.option("--name", inRegistry(image))));
    }

    private static CommandLine dockerPush(ImageReference image) {
        return CommandLine.program("docker", "push").argument(withTag(image.tagOrDefault(), image));
    }

    /**
     * Unlocks a repository, tag or manifest.
     *
     * @param suffix empty for the whole repository, or the tag or digest with its separator
     */
    public static Remedy unlock(ResourceGraphRegistry registry, String repository, String suffix) {
        var update = az("acr", "repository", "update").registry("--name", registry.id());
        var named = suffix.isEmpty()
                ? update.option("--repository", repository)
                : update.option("--image", repository + suffix);
        return Remedy.of("Unlock " + repository + suffix, named.option("--read-enabled", "true"));
    }

    public static Remedy orTurnQuarantineOff(Registry registry) {
        return Remedy.of(
                "Or disable the quarantine for the whole registry",
                az("resource", "update")
                        .option("--ids", registry.id().toString())
                        .option("--set", "properties.policies.quarantinePolicy.status=disabled"));
    }

    /** The duration depends on the image's size: there is no upper limit. */
    public static Remedy waitForReplica(Registry registry) {
        return Remedy.of(
                "Wait: the kubelet retries, and the replication of a large image takes longer. Check the status of the replicas",
                az("acr", "replication", "list")
                        .registry("--registry", registry.id())
                        .option("--query", "[].{region:location, status:status.displayStatus}")
                        .option("--output", "table"));
    }

    public static Remedy upgradeSku(Registry registry) {
        return Remedy.of(
                "Upgrade the registry to Premium, which has higher limits",
                az("acr", "update").registry("--name", registry.id()).option("--sku", "Premium"));
    }

    /** Needs the Premium SKU. */
    public static Remedy streamImage(Registry registry, ImageReference image) {
        return Remedy.of(
                "Enable artifact streaming for the image: nodes then fetch only the parts that they need",
                az("acr", "artifact-streaming", "create")
                        .registry("--name", registry.id())
                        .option("--image", inRegistry(image)));
    }

    public static Remedy cacheIn(ResourceGraphRegistry registry, ImageReference image, PullContext pull) {
        var create = az("acr", "cache", "create")
                .registry("--registry", registry.id())
                .option("--name", image.repository().replaceAll("[^a-z0-9]", "-"))
                .option("--source-repo", image.host() + "/" + image.repository())
                .option("--target-repo", image.repository());
        var cached = atHost(registry.loginServer(), image);
        var title = "Cache the image in your own registry, such as %s, and pull it as %s"
                .formatted(registry.id().name(), cached);
        return PullContext.orEmpty(pull::workload)
                .map(workload ->
                        Remedy.of(title, create, setImage(pull.cluster().id(), cached, workload)))
                .orElseGet(() -> Remedy.of(title, create));
    }

    public static Remedy checkHealth(Registry registry) {
        return Remedy.of(
                "Wait a few minutes, then check that the registry responds",
                az("acr", "check-health").registry("--name", registry.id()).literals("--ignore-errors", "--yes"));
    }

    public static Remedy checkProxyFirst(String address) {
        return Remedy.of("First check the proxy " + address + ", which may change or truncate the content");
    }

    private static String nameIn(String host) {
        return host.split("\\.", 2)[0];
    }
}
