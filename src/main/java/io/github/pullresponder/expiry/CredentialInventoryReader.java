package io.github.pullresponder.expiry;

import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.KubernetesObjects;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.inventory.ClusterPullInventory;
import io.github.pullresponder.inventory.ImageInUse;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.ConcurrentReads;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.RegistryToken.TokenStatusAndPasswords;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.text.ListFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the credentials for the sweep, as far as its time allows: each list once, clusters and registries a few at a time. Unreadable
 * parts are named and do not affect others.
 */
final class CredentialInventoryReader {
    private static final String ID = "credential-sweep";

    /** The number of service principals per read: five of Graph's batches, so that a read has enough time. */
    private static final int APPS_A_READ = 50;

    private final EvidenceSources sources;
    private final ReadExecutor reads;
    private final Clock clock;
    private final Duration budget;
    private final List<CheckResult> unread = new ArrayList<>();

    /** @param budget the time after which no more clusters and registries are read */
    CredentialInventoryReader(EvidenceSources sources, ReadExecutor reads, Clock clock, Duration budget) {
        this.sources = sources;
        this.reads = reads;
        this.clock = clock;
        this.budget = budget;
    }

    /**
     * The result of one part of the sweep.
     *
     * @param left the number of clusters and registries that were not read in time
     * @param next the position for the next part
     */
    record SweepPartResult(CredentialInventory estate, int left, SweepCursor next) {}

    /** The images and pull secrets of a cluster, read through its Kubernetes API. */
    private record ClusterImagesAndSecrets(
            List<ImageInUse> images, ReadResult<Map<String, ReadResult<PullSecret>>> secrets) {
        static final ClusterImagesAndSecrets UNREAD = new ClusterImagesAndSecrets(List.of(), ReadResult.of(Map.of()));
    }

    /** @throws EvidenceUnavailableException if the clusters and registries after the cursor cannot be listed at the moment */
    SweepPartResult read(SweepCursor from) {
        var begin = clock.instant();
        var clusters = reads.start("clusters", () -> sources.clusters().visible());
        var registries = reads.start("registries", () -> sources.registries().visible());
        var unseen = reads.start("subscriptions", () -> sources.registries().unseenSubscriptions());
        all("All subscriptions can be searched", unseen).forEach(this::addUnseen);
        var seen = list("The registries can be listed", registries, from);
        var known = list("The clusters can be listed", clusters, from);
        var otherRegistries = SweepCursor.behind(from.registry(), seen, ResourceGraphRegistry::id);
        var otherClusters = SweepCursor.behind(from.cluster(), known, ResourceGraphCluster::id);
        // Tokens are read fast; clusters without an answer need most of the time.
        var tokens = tokens(otherRegistries, ConcurrentReads.until(begin.plus(budget.dividedBy(2)), clock));
        var sweptRegistries = otherRegistries.subList(0, tokens.size());
        var swept = sweep(otherClusters, ConcurrentReads.until(begin.plus(budget), clock));
        tokens.putAll(tokens(namedBy(swept, seen, tokens.keySet()), ConcurrentReads.withoutEnd()));
        return new SweepPartResult(
                new CredentialInventory(swept, seen, tokens, apps(swept), unread),
                otherRegistries.size() - sweptRegistries.size() + otherClusters.size() - swept.size(),
                new SweepCursor(
                        SweepCursor.after(from.cluster(), swept, ClusterWithPullSecrets::id),
                        SweepCursor.after(from.registry(), sweptRegistries, ResourceGraphRegistry::id)));
    }

    /** Registries of an earlier part that pull secrets of this part sign in to, possibly with a token. */
    private static List<ResourceGraphRegistry> namedBy(
            List<ClusterWithPullSecrets> swept,
            List<ResourceGraphRegistry> registries,
            Set<ResourceGraphRegistry> read) {
        var logins = swept.stream()
                .flatMap(ClusterWithPullSecrets::logins)
                .filter(login -> login.appId().isEmpty())
                .toList();
        return registries.stream()
                .filter(registry ->
                        !read.contains(registry) && logins.stream().anyMatch(login -> login.isFor(registry)))
                .toList();
    }

    /** Returns a list; in the middle of a sweep, a temporary failure is thrown, so that the rest is not skipped. */
    private <T> List<T> list(String question, AsyncRead<List<T>> list, SweepCursor from) {
        var result = list.result();
        result.why().filter(why -> !from.isStart() && why.mayPass()).ifPresent(why -> {
            throw why;
        });
        return valueOf(result, question, List.of());
    }

    private <T> List<T> all(String question, AsyncRead<List<T>> list) {
        return valueOf(list.result(), question, List.of());
    }

    private void addUnseen(String subscription) {
        addUnread(
                "The credentials in subscription %s do not expire soon".formatted(subscription),
                EvidenceUnavailableException.forbidden("subscription " + subscription, Permission.FIND_CLUSTERS));
    }

    private List<ClusterWithPullSecrets> sweep(List<ResourceGraphCluster> entries, ConcurrentReads batches) {
        return batches.ask(entries, this::inside).entrySet().stream()
                .map(cluster -> sweep(cluster.getKey(), cluster.getValue()))
                .toList();
    }

    private ClusterWithPullSecrets sweep(ResourceGraphCluster entry, ReadResult<ClusterImagesAndSecrets> result) {
        var question =
                "The pull secrets of %s do not expire soon".formatted(entry.id().name());
        var inside = valueOf(result, question, ClusterImagesAndSecrets.UNREAD);
        var secrets = valueOf(inside.secrets(), question, Map.of());
        secrets.forEach((name, secret) -> secret.why()
                .ifPresent(why -> addUnread(
                        "The pull secret %s of %s does not expire soon"
                                .formatted(name, entry.id().name()),
                        why)));
        return new ClusterWithPullSecrets(entry, inside.images(), ReadResult.onlyRead(secrets.values()));
    }

    private AsyncRead<ClusterImagesAndSecrets> inside(ResourceGraphCluster entry) {
        var cluster = entry.id();
        return reads.start("Kubernetes API of " + cluster.name(), () -> sources.workloads(cluster))
                .then(workloads -> closing(workloads, inside(cluster.name(), workloads)));
    }

    private AsyncRead<ClusterImagesAndSecrets> inside(String cluster, KubernetesObjects workloads) {
        return reads.start("pods of " + cluster, () -> ClusterPullInventory.of(workloads))
                .then(use -> reads.start("pull secrets of " + cluster, use::secrets)
                        .settled()
                        .map(secrets -> new ClusterImagesAndSecrets(use.images(), secrets)));
    }

    private static <T> AsyncRead<T> closing(KubernetesObjects workloads, AsyncRead<T> fact) {
        return fact.map(value -> {
                    workloads.close();
                    return value;
                })
                .orElse(why -> {
                    workloads.close();
                    throw why;
                });
    }

    private Map<ResourceGraphRegistry, List<TokenStatusAndPasswords>> tokens(
            List<ResourceGraphRegistry> registries, ConcurrentReads batches) {
        var tokens = new HashMap<ResourceGraphRegistry, List<TokenStatusAndPasswords>>();
        batches.ask(
                        registries,
                        registry -> reads.start(
                                "tokens of " + registry.id().name(),
                                () -> sources.registries().tokens(registry.id())))
                .forEach((registry, result) -> {
                    var question = "The tokens of registry %s do not expire soon"
                            .formatted(registry.id().name());
                    tokens.put(registry, valueOf(result, question, List.of()));
                });
        return tokens;
    }

    private Map<String, EntraApp> apps(List<ClusterWithPullSecrets> clusters) {
        var ids = new LinkedHashSet<String>();
        for (var cluster : clusters) {
            cluster.entry().servicePrincipalClientId().ifPresent(id -> ids.add(id.toLowerCase(Locale.ROOT)));
            cluster.logins().forEach(login -> login.appId().ifPresent(ids::add));
        }
        var apps = new HashMap<String, EntraApp>();
        ConcurrentReads.withoutEnd().ask(inParts(List.copyOf(ids)), this::apps).forEach((part, result) -> {
            var question = "The credentials of these service principals do not expire soon: %s"
                    .formatted(ListFormat.list(List.copyOf(part)));
            valueOf(result, question, List.of())
                    .forEach(app -> apps.put(app.appId().toLowerCase(Locale.ROOT), app));
        });
        return apps;
    }

    private AsyncRead<List<EntraApp>> apps(Set<String> ids) {
        return reads.start("applications", () -> sources.directory().apps(ids));
    }

    private static List<Set<String>> inParts(List<String> ids) {
        var parts = new ArrayList<Set<String>>();
        for (var from = 0; from < ids.size(); from += APPS_A_READ) {
            parts.add(new LinkedHashSet<>(ids.subList(from, Math.min(ids.size(), from + APPS_A_READ))));
        }
        return parts;
    }

    private <T> T valueOf(ReadResult<T> result, String question, T otherwise) {
        result.why().ifPresent(why -> addUnread(question, why));
        return result.orElse(otherwise);
    }

    private void addUnread(String question, EvidenceUnavailableException why) {
        unread.add(new CheckResult(ID, question, Verdict.undetermined(why), Duration.ZERO));
    }
}
