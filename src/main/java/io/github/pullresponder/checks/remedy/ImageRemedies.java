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
import io.github.pullresponder.registry.RegistryEntry;
import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/** The remedies for images: what to do, and the command with real names filled in. */
public final class ImageRemedies {
    public static final Remedy FINISH_SCAN =
            Remedy.of("Let the scan of the image finish: its scanner releases the image");

    public static final Remedy AUTHENTICATE_CACHE =
            Remedy.of("Let the cache rule sign in to its source: sources allow an account more pulls than an address");

    /** Where no command is sure to build what the pods pull. */
    public static final Remedy BUILD_AGAIN =
            Remedy.of("Build the image again with current tools, push it, and use the new one");

    /** containers/image converts manifests of schema 1 ({@code skopeo copy --format}). */
    public static final Remedy OR_CONVERT = Remedy.of(
            "Or convert the image without building it: skopeo copy --format v2s2 reads schema 1 and writes schema 2");

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

    /** How the registry itself calls the image: without its host. */
    public static String inRegistry(ImageReference image) {
        return image.repository()
                + image.digest().map(digest -> "@" + digest).orElseGet(() -> ":" + image.tagOrDefault());
    }

    /** What a cache rule fetches for an image. */
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

    // Registries and what is in them

    public static Remedy seeWhetherNameIsTaken(String host) {
        return Remedy.of(
                "See whether the registry exists elsewhere; if the name is taken, give the responder Reader on it",
                az("acr", "check-name").option("--name", nameIn(host)));
    }

    public static Remedy orCreateRegistry(String host, ImageReference image, Cluster cluster) {
        return Remedy.of(
                "Or create it, let the cluster pull from it, and push the image",
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

    public static Remedy push(RegistryEntry registry, ImageReference image) {
        return Remedy.of("Push the image", az("acr", "login").registry("--name", registry.id()), dockerPush(image));
    }

    public static Remedy buildAgain(RegistryEntry registry, ImageReference image) {
        return Remedy.of(
                "Build the image again from its Dockerfile: current tools write a format that nodes read",
                az("acr", "build")
                        .registry("--registry", registry.id())
                        .option("--image", inRegistry(image))
                        .literals("."));
    }

    public static Remedy restore(RegistryEntry registry, ImageReference image) {
        var restore = az("acr", "manifest", "restore").registry("--registry", registry.id());
        return Remedy.of(
                "Restore it",
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
     * @param suffix empty for the whole repository, or the tag or digest with what goes before it
     */
    public static Remedy unlock(RegistryEntry registry, String repository, String suffix) {
        var update = az("acr", "repository", "update").registry("--name", registry.id());
        var named = suffix.isEmpty()
                ? update.option("--repository", repository)
                : update.option("--image", repository + suffix);
        return Remedy.of("Unlock " + repository + suffix, named.option("--read-enabled", "true"));
    }

    public static Remedy orTurnQuarantineOff(Registry registry) {
        return Remedy.of(
                "Or turn the quarantine off for the whole registry",
                az("resource", "update")
                        .option("--ids", registry.id().toString())
                        .option("--set", "properties.policies.quarantinePolicy.status=disabled"));
    }

    /** How long it takes depends on the image's size: there is no time after which it is too long. */
    public static Remedy waitForReplica(Registry registry) {
        return Remedy.of(
                "Wait: the kubelet pulls again on its own, and a large image takes longer to be copied. See how the replicas are",
                az("acr", "replication", "list")
                        .registry("--registry", registry.id())
                        .option("--query", "[].{region:location, status:status.displayStatus}")
                        .option("--output", "table"));
    }

    public static Remedy upgradeSku(Registry registry) {
        return Remedy.of(
                "Give the registry higher limits",
                az("acr", "update").registry("--name", registry.id()).option("--sku", "Premium"));
    }

    /** Needs the Premium SKU. */
    public static Remedy streamImage(Registry registry, ImageReference image) {
        return Remedy.of(
                "Stream the image: nodes then fetch what they need of it",
                az("acr", "artifact-streaming", "create")
                        .registry("--name", registry.id())
                        .option("--image", inRegistry(image)));
    }

    public static Remedy cacheIn(RegistryEntry registry, ImageReference image, PullContext pull) {
        var create = az("acr", "cache", "create")
                .registry("--registry", registry.id())
                .option("--name", image.repository().replaceAll("[^a-z0-9]", "-"))
                .option("--source-repo", image.host() + "/" + image.repository())
                .option("--target-repo", image.repository());
        var cached = atHost(registry.loginServer(), image);
        var title = "Cache the image in a registry of yours, such as %s, and pull it as %s"
                .formatted(registry.id().name(), cached);
        return PullContext.orEmpty(pull::workload)
                .map(workload ->
                        Remedy.of(title, create, setImage(pull.cluster().id(), cached, workload)))
                .orElseGet(() -> Remedy.of(title, create));
    }

    public static Remedy checkHealth(Registry registry) {
        return Remedy.of(
                "Wait a few minutes, then see whether the registry answers",
                az("acr", "check-health").registry("--name", registry.id()).literals("--ignore-errors", "--yes"));
    }

    public static Remedy lookAtProxyFirst(String address) {
        return Remedy.of("First look at the proxy " + address + ", which may change or cut what it passes on");
    }

    private static String nameIn(String host) {
        return host.split("\\.", 2)[0];
    }
}
