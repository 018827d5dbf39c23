package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.Known;
import io.github.pullresponder.diagnosis.PullContext;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Workload;
import io.github.pullresponder.evidence.Cluster;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.RegistryEntry;
import io.github.pullresponder.pull.ImageReference;
import java.util.Optional;

/** The remedies for images: what to do, and the command with real names filled in. */
final class ImageRemedies {
    static final Remedy FINISH_SCAN = Remedy.of("Let the scan of the image finish: its scanner releases the image");

    private ImageRemedies() {}

    // Other references

    static String atHost(String host, ImageReference image) {
        return new ImageReference(host, image.repository(), image.tag(), image.digest()).toString();
    }

    static String inRepository(String repository, ImageReference image) {
        return new ImageReference(image.host(), repository, image.tag(), image.digest()).toString();
    }

    static String withTag(String tag, ImageReference image) {
        return new ImageReference(image.host(), image.repository(), Optional.of(tag), Optional.empty()).toString();
    }

    /** How the registry itself calls the image: without its host. */
    static String inRegistry(ImageReference image) {
        return image.repository()
                + image.digest().map(digest -> "@" + digest).orElseGet(() -> ":" + image.tagOrDefault());
    }

    static Remedy correctTo(String image, PullContext pull) {
        var title = "Correct the image to " + image;
        return Known.of(pull::workload)
                .flatMap(workload -> workload)
                .map(workload -> Remedy.of(title, setImage(image, workload)))
                .orElseGet(() -> Remedy.of(title));
    }

    static String setImage(String image, Workload workload) {
        return new Command("kubectl set image")
                .and(workload.toString())
                .and(workload.container() + "=" + Command.quoted(image))
                .with("--namespace", workload.namespace())
                .line();
    }

    // Registries and what is in them

    static Remedy seeWhetherNameIsTaken(String host) {
        return Remedy.of(
                "See whether the registry exists elsewhere; if the name is taken, give the responder Reader on it",
                Command.az("acr", "check-name").with("--name", nameIn(host)).line());
    }

    static Remedy orCreateRegistry(String host, Cluster cluster) {
        return Remedy.of(
                "Or create it, and push the image",
                Command.az("acr", "create")
                        .with("--resource-group", cluster.id().resourceGroup())
                        .with("--name", nameIn(host))
                        .with("--subscription", cluster.id().subscription())
                        .with("--sku", "Standard")
                        .line());
    }

    static Remedy push(RegistryEntry registry, ImageReference image) {
        return Remedy.of(
                "Push the image",
                Command.az("acr", "login")
                        .with("--name", registry.id().name())
                        .with("--subscription", registry.id().subscription())
                        .line(),
                "docker push " + Command.quoted(withTag(image.tagOrDefault(), image)));
    }

    static Remedy restore(RegistryEntry registry, ImageReference image) {
        var restore = Command.az("acr", "manifest", "restore")
                .with("--registry", registry.id().name())
                .with("--subscription", registry.id().subscription());
        return Remedy.of(
                "Restore it",
                image.digest()
                        .map(digest ->
                                restore.with("--name", image.repository()).with("--digest", digest))
                        .orElseGet(() -> restore.with("--name", inRegistry(image)))
                        .line());
    }

    /** @param suffix empty for the whole repository, or the tag or digest with what goes before it */
    static Remedy unlock(RegistryEntry registry, String repository, String suffix) {
        var update = Command.az("acr", "repository", "update")
                .with("--name", registry.id().name())
                .with("--subscription", registry.id().subscription());
        var named = suffix.isEmpty()
                ? update.with("--repository", repository)
                : update.with("--image", repository + suffix);
        return Remedy.of(
                "Unlock " + repository + suffix,
                named.with("--read-enabled", "true").line());
    }

    static Remedy orTurnQuarantineOff(Registry registry) {
        return Remedy.of(
                "Or turn the quarantine off for the whole registry",
                Command.az("resource", "update")
                        .with("--ids", registry.id().toString())
                        .with("--set", "properties.policies.quarantinePolicy.status=disabled")
                        .line());
    }

    static Remedy orLookAtReplica(Registry registry, String region) {
        return Remedy.of(
                "Or see how the replica is",
                Command.az("acr", "replication", "show")
                        .with("--registry", registry.name())
                        .with("--subscription", registry.id().subscription())
                        .with("--name", region)
                        .with("--query", "status")
                        .line());
    }

    static Remedy upgradeSku(Registry registry) {
        return Remedy.of(
                "Give the registry higher limits",
                Command.az("acr", "update")
                        .with("--name", registry.name())
                        .with("--subscription", registry.id().subscription())
                        .with("--sku", "Premium")
                        .line());
    }

    /** Needs the Premium SKU. */
    static Remedy streamImage(Registry registry, ImageReference image) {
        return Remedy.of(
                "Stream the image: nodes then fetch what they need of it",
                Command.az("acr", "artifact-streaming", "create")
                        .with("--name", registry.name())
                        .with("--subscription", registry.id().subscription())
                        .with("--image", inRegistry(image))
                        .line());
    }

    static Remedy cacheIn(RegistryEntry registry, ImageReference image, PullContext pull) {
        var create = Command.az("acr", "cache", "create")
                .with("--registry", registry.id().name())
                .with("--subscription", registry.id().subscription())
                .with("--name", image.repository().replaceAll("[^a-z0-9]", "-"))
                .with("--source-repo", image.host() + "/" + image.repository())
                .with("--target-repo", image.repository())
                .line();
        var cached = atHost(registry.loginServer(), image);
        var title = "Cache the image in a registry of yours, such as %s, and pull it as %s"
                .formatted(registry.id().name(), cached);
        return Known.of(pull::workload)
                .flatMap(workload -> workload)
                .map(workload -> Remedy.of(title, create, setImage(cached, workload)))
                .orElseGet(() -> Remedy.of(title, create));
    }

    static Remedy checkHealth(Registry registry) {
        return Remedy.of(
                "Wait a few minutes, then see whether the registry answers",
                Command.az("acr", "check-health")
                        .with("--name", registry.name())
                        .with("--subscription", registry.id().subscription())
                        .and("--ignore-errors --yes")
                        .line());
    }

    static Remedy lookAtProxyFirst(String address) {
        return Remedy.of("First look at the proxy " + address + ", which may change or cut what it passes on");
    }

    private static String nameIn(String host) {
        return host.split("\\.", 2)[0];
    }
}
