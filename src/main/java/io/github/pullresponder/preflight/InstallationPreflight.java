package io.github.pullresponder.preflight;

import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.EvidenceSourcesFactory;
import io.github.pullresponder.preflight.unneeded.RightsReview;
import io.github.pullresponder.preflight.unneeded.UnneededRightsResult;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.ConcurrentReads;
import io.github.pullresponder.read.EnabledCapabilities;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.resource.ResourceId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Tests everything that the settings imply: each permission with a read of a diagnosis, on each visible cluster and registry, and
 * the app's own storage and webhooks. Compares the identity's rights with the needed ones.
 */
public final class InstallationPreflight {
    /** The time limit for everything: an HTTP client waits 100 seconds. */
    public static final Duration TIME = Duration.ofSeconds(90);

    /** The limit of clusters, workspaces and registries: more show nothing new. */
    private static final int MOST_OF_A_KIND = 20;

    /** Clusters or registries that are tested at the same time; each is about a dozen reads. */
    private static final int AT_ONCE = 5;

    /** An object id that no principal has. */
    private static final String UNUSED_OBJECT_ID = "00000000-0000-0000-0000-000000000000";

    private final EvidenceSourcesFactory evidence;
    private final ReadExecutor reads;
    private final EnabledCapabilities capabilities;
    private final DependencyProbes ownParts;
    private final RightsReview rights;
    private final Supplier<AppInstallation> installation;
    private final Clock clock;
    private final Duration time;

    /**
     * @param installation returns the app's identity
     * @param time the time limit for everything; systems without an answer in that time are not reached
     */
    public InstallationPreflight(
            EvidenceSourcesFactory evidence,
            ReadExecutor reads,
            EnabledCapabilities capabilities,
            DependencyProbes ownParts,
            RightsReview rights,
            Supplier<AppInstallation> installation,
            Clock clock,
            Duration time) {
        this.evidence = evidence;
        this.reads = reads;
        this.capabilities = capabilities;
        this.ownParts = ownParts;
        this.rights = rights;
        this.installation = installation;
        this.clock = clock;
        this.time = time;
    }

    public InstallationPreflightResult run() {
        // Parts wait for each other and for reads: they need one thread each, separate from the threads of the reads.
        try (var parts = new ReadExecutor(Integer.MAX_VALUE, time)) {
            return run(parts);
        }
    }

    private InstallationPreflightResult run(ReadExecutor parts) {
        var sources = evidence.open(new RequestCounter());
        var who = parts.start("the identity", installation);
        var endpoints = ownParts.start(parts);
        var comparison = parts.start("the rights", () -> compareRights(sources, who));
        var clusters = parts.start(
                "the clusters",
                () -> reads.start("clusters", () -> sources.clusters().visible())
                        .result());
        var registries = parts.start(
                "the registries",
                () -> reads.start("registries", () -> sources.registries().visible())
                        .result());
        var ofClusters = new ClusterPermissionProbes(sources, reads, clock);
        var ofRegistries = new RegistryPermissionProbes(sources, reads, clock);
        var sections = List.of(
                section(
                        parts,
                        "the lists",
                        Set.of(Permission.FIND_CLUSTERS, Permission.FIND_REGISTRIES),
                        probes -> listProbes(sources, clusters.get(), registries.get())
                                .forEach(probe -> probes.add(AsyncRead.of(Optional.of(probe))))),
                section(
                        parts,
                        "the directory",
                        Set.of(Permission.READ_DIRECTORY_OBJECTS),
                        probes -> each(List.of(sources), this::ofDirectory, probes)),
                section(
                        parts,
                        "clusters",
                        ClusterPermissionProbes.PERMISSIONS,
                        probes -> each(all(clusters.get()), ofClusters::start, probes)),
                section(
                        parts,
                        "workspaces",
                        ClusterPermissionProbes.PERMISSIONS_OF_LOGS,
                        probes -> each(workspacesOf(all(clusters.get())), ofClusters::startLogs, probes)),
                section(
                        parts,
                        "registries",
                        RegistryPermissionProbes.PERMISSIONS,
                        probes -> each(all(registries.get()), ofRegistries::start, probes)));
        var probes =
                sections.stream().flatMap(section -> section.get().stream()).toList();
        var visibleClusters = clusters.result().map(InstallationPreflight::all).orElse(List.of());
        var visibleRegistries =
                registries.result().map(InstallationPreflight::all).orElse(List.of());
        return new InstallationPreflightResult(
                who.result().orElse(new AppInstallation(Optional.empty(), Optional.empty())),
                visibleClusters.size(),
                visibleRegistries.size(),
                endpoints.stream().map(Supplier::get).toList(),
                Arrays.stream(Permission.values())
                        .map(permission -> right(permission, probes))
                        .toList(),
                comparison.result().orElse(UnneededRightsResult.notChecked("the rights: no answer in time")),
                Stream.of(
                                Stream.of("Rights inside clusters are not compared."),
                                leftOut("clusters", visibleClusters).stream(),
                                leftOut("registries", visibleRegistries).stream(),
                                ofRegistries.notes())
                        .flatMap(notes -> notes)
                        .toList());
    }

    /**
     * Probes that run concurrently with other sections. If some have not ended at the deadline, all permissions of the section are
     * not reached.
     */
    private static Supplier<List<PermissionProbe>> section(
            ReadExecutor parts,
            String what,
            Set<Permission> tries,
            Consumer<Collection<AsyncRead<Optional<PermissionProbe>>>> work) {
        var started = new ConcurrentLinkedQueue<AsyncRead<Optional<PermissionProbe>>>();
        var part = parts.start(what, () -> {
            work.accept(started);
            return List.<PermissionProbe>of();
        });
        return () -> {
            var unanswered = part.result()
                    .orElse(tries.stream()
                            .map(permission -> unanswered(permission, what))
                            .toList());
            var ended =
                    started.stream().flatMap(probe -> probe.answered().stream()).flatMap(Optional::stream);
            return Stream.concat(ended, unanswered.stream()).toList();
        };
    }

    private static PermissionProbe unanswered(Permission permission, String what) {
        var why = EvidenceUnavailableException.because(
                EvidenceUnavailableException.UnavailabilityReason.TIMED_OUT, "the preflight of " + what);
        return new PermissionProbe(permission, what, ResourceId.parse("/"), Optional.of(why));
    }

    private UnneededRightsResult compareRights(EvidenceSources sources, AsyncRead<AppInstallation> who) {
        try {
            var installed = who.get();
            return rights.compare(sources.accessControl(), installed.objectId(), installed.appName());
        } catch (EvidenceUnavailableException noAnswer) {
            throw noAnswer;
        } catch (RuntimeException e) {
            // The type only: a message may quote the content.
            return UnneededRightsResult.notChecked(
                    "the rights: the comparison failed (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static <T> List<T> all(ReadResult<List<T>> visible) {
        return visible.orElse(List.of());
    }

    /** Resource Graph does not answer "forbidden": it omits resources that the identity cannot read. */
    private static List<PermissionProbe> listProbes(
            EvidenceSources sources,
            ReadResult<List<ResourceGraphCluster>> clusters,
            ReadResult<List<ResourceGraphRegistry>> registries) {
        var root = ResourceId.parse("/");
        var probes = new ArrayList<PermissionProbe>();
        probes.add(visible(Permission.FIND_CLUSTERS, "any cluster", clusters));
        probes.add(visible(Permission.FIND_REGISTRIES, "any registry", registries));
        try {
            for (var subscription : sources.registries().unseenSubscriptions()) {
                var scope = ResourceId.parse("/subscriptions/" + subscription);
                for (var permission : List.of(Permission.FIND_CLUSTERS, Permission.FIND_REGISTRIES)) {
                    var why = EvidenceUnavailableException.forbidden("subscription " + subscription, permission);
                    probes.add(
                            new PermissionProbe(permission, "subscription " + subscription, scope, Optional.of(why)));
                }
            }
        } catch (EvidenceUnavailableException e) {
            probes.add(new PermissionProbe(Permission.FIND_REGISTRIES, "subscriptions", root, Optional.of(e)));
        }
        return probes;
    }

    private static <T> PermissionProbe visible(Permission permission, String what, ReadResult<List<T>> visible) {
        var failure = visible.why()
                .or(() -> all(visible).isEmpty()
                        ? Optional.of(EvidenceUnavailableException.forbidden(what, permission))
                        : Optional.empty());
        return new PermissionProbe(permission, what, ResourceId.parse("/"), failure);
    }

    private List<AsyncRead<Optional<PermissionProbe>>> ofDirectory(EvidenceSources sources) {
        var read =
                reads.start("Microsoft Graph", () -> sources.directory().servicePrincipals(Set.of(UNUSED_OBJECT_ID)));
        return List.of(
                PermissionProbe.of(Permission.READ_DIRECTORY_OBJECTS, "the directory", ResourceId.parse("/"), read));
    }

    private static List<ResourceId> workspacesOf(List<ResourceGraphCluster> clusters) {
        return clusters.stream()
                .flatMap(cluster -> cluster.logWorkspace().stream())
                .distinct()
                .toList();
    }

    /** Starts the probes of each item and waits until all have ended. */
    private static <T> void each(
            List<T> all,
            Function<T, List<AsyncRead<Optional<PermissionProbe>>>> start,
            Collection<AsyncRead<Optional<PermissionProbe>>> started) {
        ConcurrentReads.withoutEnd(AT_ONCE).ask(all.subList(0, Math.min(MOST_OF_A_KIND, all.size())), one -> {
            var probes = start.apply(one);
            started.addAll(probes);
            return AsyncRead.ended(probes);
        });
    }

    private ProbedPermission right(Permission permission, List<PermissionProbe> probes) {
        return new ProbedPermission(
                permission,
                !capabilities.permit(permission),
                probes.stream()
                        .filter(probe -> probe.permission() == permission)
                        .toList());
    }

    private static Optional<String> leftOut(String what, List<?> all) {
        return all.size() > MOST_OF_A_KIND
                ? Optional.of("%d of %d %s were tested".formatted(MOST_OF_A_KIND, all.size(), what))
                : Optional.empty();
    }
}
