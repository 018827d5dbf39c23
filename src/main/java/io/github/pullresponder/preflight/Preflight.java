package io.github.pullresponder.preflight;

import io.github.pullresponder.cluster.ClusterEntry;
import io.github.pullresponder.evidence.EvidenceProvider;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.preflight.unneeded.RightsComparison;
import io.github.pullresponder.preflight.unneeded.RightsReview;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.BatchedReads;
import io.github.pullresponder.read.Capabilities;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.registry.RegistryEntry;
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
 * Tries everything that the settings imply: each permission with a read that diagnoses make, on each visible cluster and
 * registry, and what the responder keeps things in. Compares what the identity holds with what that takes.
 */
public final class Preflight {
    /** For everything together: whoever asks over HTTP waits 100 seconds. */
    public static final Duration TIME = Duration.ofSeconds(90);

    /** More tell nothing new. */
    private static final int MOST_OF_A_KIND = 20;

    private static final int AT_ONCE = 5;

    /** Nobody's object id. */
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    private final EvidenceProvider evidence;
    private final ReadExecutor reads;
    private final Capabilities capabilities;
    private final DependencyProbes ownParts;
    private final RightsReview rights;
    private final Supplier<Installation> installation;
    private final Clock clock;
    private final Duration time;

    /**
     * @param installation tells who the responder is
     * @param time for everything together; what has not answered by then is not reached
     */
    public Preflight(
            EvidenceProvider evidence,
            ReadExecutor reads,
            Capabilities capabilities,
            DependencyProbes ownParts,
            RightsReview rights,
            Supplier<Installation> installation,
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

    public PreflightResult run() {
        try (var parts = new SideBySide(time)) {
            return run(parts);
        }
    }

    private PreflightResult run(SideBySide parts) {
        var sources = evidence.open(new RequestCounter());
        var who = parts.start("the identity", installation);
        var endpoints = ownParts.start(parts);
        var comparison = parts.start("the rights", () -> compared(sources, who));
        var clusters = parts.start(
                "the clusters",
                () -> listed(reads.start("clusters", () -> sources.clusters().visible())));
        var registries = parts.start(
                "the registries",
                () -> listed(
                        reads.start("registries", () -> sources.registries().visible())));
        var ofClusters = new ClusterProbes(sources, reads, clock);
        var ofRegistries = new RegistryProbes(sources, reads, clock);
        var sections = List.of(
                section(
                        parts,
                        "the lists",
                        Set.of(Permission.FIND_CLUSTERS, Permission.FIND_REGISTRIES),
                        trials -> trials.addAll(found(sources, clusters.join(), registries.join()))),
                section(
                        parts,
                        "the directory",
                        Set.of(Permission.READ_DIRECTORY_OBJECTS),
                        trials -> directory(sources).await().ifPresent(trials::add)),
                section(
                        parts,
                        "clusters",
                        ClusterProbes.PERMISSIONS,
                        trials -> each(clusters.join().found(), ofClusters::start, trials)),
                section(
                        parts,
                        "workspaces",
                        ClusterProbes.PERMISSIONS_OF_LOGS,
                        trials -> each(workspacesOf(clusters.join().found()), ofClusters::startLogs, trials)),
                section(
                        parts,
                        "registries",
                        RegistryProbes.PERMISSIONS,
                        trials -> each(registries.join().found(), ofRegistries::start, trials)));
        var trials =
                sections.stream().flatMap(section -> section.get().stream()).toList();
        var seenClusters = clusters.orElse(Listed::none).found();
        var seenRegistries = registries.orElse(Listed::none).found();
        return new PreflightResult(
                who.orElse(() -> new Installation(Optional.empty(), Optional.empty())),
                seenClusters.size(),
                seenRegistries.size(),
                endpoints.stream().map(Supplier::get).toList(),
                Arrays.stream(Permission.values())
                        .map(permission -> right(permission, trials))
                        .toList(),
                comparison.orElse(() -> RightsComparison.notChecked("the rights: no answer in time")),
                Stream.of(
                                Stream.of("Rights inside clusters are not compared."),
                                leftOut("clusters", seenClusters).stream(),
                                leftOut("registries", seenRegistries).stream(),
                                ofRegistries.notes())
                        .flatMap(notes -> notes)
                        .toList());
    }

    /**
     * Trials that are made side by side with others. Of those that have not ended by the deadline, each permission that they
     * could have tried is not reached.
     */
    private static Supplier<List<PermissionProbe>> section(
            SideBySide parts, String what, Set<Permission> tries, Consumer<Collection<PermissionProbe>> work) {
        var trials = new ConcurrentLinkedQueue<PermissionProbe>();
        var part = parts.start(what, () -> {
            work.accept(trials);
            return List.<PermissionProbe>of();
        });
        return () -> {
            var open = part.orElse(
                    () -> tries.stream().map(it -> unanswered(it, what)).toList());
            return Stream.concat(trials.stream(), open.stream()).toList();
        };
    }

    private static PermissionProbe unanswered(Permission permission, String what) {
        var why = EvidenceUnavailableException.because(
                EvidenceUnavailableException.Reason.TIMED_OUT, "the preflight of " + what);
        return new PermissionProbe(permission, what, ResourceId.parse("/"), Optional.of(why));
    }

    private RightsComparison compared(EvidenceSources sources, SideBySide.Part<Installation> who) {
        try {
            var installed = who.join();
            return rights.compare(sources.accessControl(), installed.objectId(), installed.appName());
        } catch (RuntimeException e) {
            // The type only: a message may quote what was read.
            return RightsComparison.notChecked(
                    "the rights: the comparison itself failed (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** @param failure why there is no list */
    private record Listed<T>(List<T> found, Optional<EvidenceUnavailableException> failure) {
        static <T> Listed<T> none() {
            return new Listed<>(List.of(), Optional.empty());
        }
    }

    private static <T> Listed<T> listed(AsyncRead<List<T>> list) {
        var answer = BatchedReads.answer("", list);
        return new Listed<>(answer.value().orElse(List.of()), answer.why());
    }

    /** Resource Graph forbids nothing: it leaves out what may not be seen. */
    private static List<PermissionProbe> found(
            EvidenceSources sources, Listed<ClusterEntry> clusters, Listed<RegistryEntry> registries) {
        var root = ResourceId.parse("/");
        var trials = new ArrayList<PermissionProbe>();
        trials.add(visible(Permission.FIND_CLUSTERS, "any cluster", clusters));
        trials.add(visible(Permission.FIND_REGISTRIES, "any registry", registries));
        try {
            for (var subscription : sources.registries().unseenSubscriptions()) {
                var scope = ResourceId.parse("/subscriptions/" + subscription);
                for (var permission : List.of(Permission.FIND_CLUSTERS, Permission.FIND_REGISTRIES)) {
                    var why = EvidenceUnavailableException.forbidden("subscription " + subscription, permission);
                    trials.add(
                            new PermissionProbe(permission, "subscription " + subscription, scope, Optional.of(why)));
                }
            }
        } catch (EvidenceUnavailableException e) {
            trials.add(new PermissionProbe(Permission.FIND_REGISTRIES, "subscriptions", root, Optional.of(e)));
        }
        return trials;
    }

    private static PermissionProbe visible(Permission permission, String what, Listed<?> listed) {
        var failure = listed.failure()
                .or(() -> listed.found().isEmpty()
                        ? Optional.of(EvidenceUnavailableException.forbidden(what, permission))
                        : Optional.empty());
        return new PermissionProbe(permission, what, ResourceId.parse("/"), failure);
    }

    private RunningProbe directory(EvidenceSources sources) {
        var answer = reads.start("Microsoft Graph", () -> sources.directory().servicePrincipals(Set.of(NOBODY)));
        return RunningProbe.of(Permission.READ_DIRECTORY_OBJECTS, "the directory", ResourceId.parse("/"), answer);
    }

    private static List<ResourceId> workspacesOf(List<ClusterEntry> clusters) {
        return clusters.stream()
                .flatMap(cluster -> cluster.logWorkspace().stream())
                .distinct()
                .toList();
    }

    /** A few at a time: a read's deadline runs from when it is asked for. */
    private static <T> void each(
            List<T> all, Function<T, List<RunningProbe>> start, Collection<PermissionProbe> trials) {
        var some = all.subList(0, Math.min(MOST_OF_A_KIND, all.size()));
        for (var from = 0; from < some.size(); from += AT_ONCE) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            some.subList(from, Math.min(some.size(), from + AT_ONCE)).stream()
                    .map(start)
                    .toList()
                    .forEach(started -> started.forEach(it -> it.await().ifPresent(trials::add)));
        }
    }

    private ProbeResult right(Permission permission, List<PermissionProbe> trials) {
        return new ProbeResult(
                permission,
                !capabilities.permit(permission),
                trials.stream()
                        .filter(trial -> trial.permission() == permission)
                        .toList());
    }

    private static Optional<String> leftOut(String what, List<?> all) {
        return all.size() > MOST_OF_A_KIND
                ? Optional.of("%d of %d %s were tried".formatted(MOST_OF_A_KIND, all.size(), what))
                : Optional.empty();
    }
}
