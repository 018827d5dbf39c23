package io.github.pullresponder.preflight;

import io.github.pullresponder.evidence.CallTally;
import io.github.pullresponder.evidence.Capabilities;
import io.github.pullresponder.evidence.ClusterEntry;
import io.github.pullresponder.evidence.EvidenceProvider;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.Fact;
import io.github.pullresponder.evidence.FewAtATime;
import io.github.pullresponder.evidence.Permission;
import io.github.pullresponder.evidence.Reads;
import io.github.pullresponder.evidence.RegistryEntry;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.Unreadable;
import io.github.pullresponder.preflight.unneeded.RightsComparison;
import io.github.pullresponder.preflight.unneeded.RightsReview;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Tries everything that the settings imply: each permission with a read that diagnoses make, on each visible cluster and
 * registry, and what the responder keeps things in. Compares what the identity holds with what that takes.
 */
public final class Preflight {
    /** More tell nothing new, and an HTTP function must answer within 230 s ("Function app timeout duration"). */
    private static final int MOST_OF_A_KIND = 20;

    private static final int AT_ONCE = 5;

    /** The comparison runs next to everything else, and must not delay the answer. */
    private static final long COMPARISON_SECONDS = 90;

    /** Nobody's object id. */
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    private final EvidenceProvider evidence;
    private final Reads reads;
    private final Capabilities capabilities;
    private final OwnParts ownParts;
    private final RightsReview rights;
    private final Supplier<Installation> installation;
    private final Clock clock;

    /** @param installation tells who the responder is */
    public Preflight(
            EvidenceProvider evidence,
            Reads reads,
            Capabilities capabilities,
            OwnParts ownParts,
            RightsReview rights,
            Supplier<Installation> installation,
            Clock clock) {
        this.evidence = evidence;
        this.reads = reads;
        this.capabilities = capabilities;
        this.ownParts = ownParts;
        this.rights = rights;
        this.installation = installation;
        this.clock = clock;
    }

    public PreflightResult run() {
        var sources = evidence.open(new CallTally());
        var who = installation.get();
        var comparison = compared(sources, who);
        var clusters = listed(reads.start("clusters", () -> sources.clusters().visible()));
        var registries =
                listed(reads.start("registries", () -> sources.registries().visible()));
        var trials = new ArrayList<Trial>();
        trials.addAll(found(sources, clusters, registries));
        directory(sources).await().ifPresent(trials::add);
        var ofClusters = new ClusterTrials(sources, reads, clock);
        trials.addAll(each(clusters.found(), ofClusters::start));
        trials.addAll(each(workspacesOf(clusters.found()), ofClusters::startLogs));
        var ofRegistries = new RegistryTrials(sources, reads, clock);
        trials.addAll(each(registries.found(), ofRegistries::start));
        return new PreflightResult(
                who,
                clusters.found().size(),
                registries.found().size(),
                ownParts.tried(),
                Arrays.stream(Permission.values())
                        .map(permission -> right(permission, trials))
                        .toList(),
                awaited(comparison),
                Stream.of(
                                Stream.of("Rights inside clusters are not compared."),
                                leftOut("clusters", clusters.found()).stream(),
                                leftOut("registries", registries.found()).stream(),
                                ofRegistries.notes())
                        .flatMap(notes -> notes)
                        .toList());
    }

    /** While everything is tried, so that it takes no time of its own; on its own thread, because it waits for reads. */
    private Future<RightsComparison> compared(EvidenceSources sources, Installation who) {
        var access = sources.accessControl();
        var comparison = new FutureTask<>(() -> rights.compare(access, who.objectId(), who.appName()));
        var thread = new Thread(comparison, "rights");
        thread.setDaemon(true);
        thread.start();
        return comparison;
    }

    private static RightsComparison awaited(Future<RightsComparison> comparison) {
        try {
            return comparison.get(COMPARISON_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            comparison.cancel(true);
            return RightsComparison.notChecked("the rights: no answer within %d seconds".formatted(COMPARISON_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return RightsComparison.notChecked("the rights: interrupted");
        } catch (ExecutionException e) {
            // The type only: a message may quote what was read.
            var cause = Objects.requireNonNullElse(e.getCause(), e);
            return RightsComparison.notChecked("the rights: the comparison itself failed ("
                    + cause.getClass().getSimpleName() + ")");
        }
    }

    /** @param failure why there is no list */
    private record Listed<T>(List<T> found, Optional<Unreadable> failure) {}

    private static <T> Listed<T> listed(Fact<List<T>> list) {
        var answer = FewAtATime.answer("", list);
        return new Listed<>(answer.value().orElse(List.of()), answer.why());
    }

    /** Resource Graph forbids nothing: it leaves out what may not be seen. */
    private static List<Trial> found(
            EvidenceSources sources, Listed<ClusterEntry> clusters, Listed<RegistryEntry> registries) {
        var root = ResourceId.parse("/");
        var trials = new ArrayList<Trial>();
        trials.add(visible(Permission.FIND_CLUSTERS, "any cluster", clusters));
        trials.add(visible(Permission.FIND_REGISTRIES, "any registry", registries));
        try {
            for (var subscription : sources.registries().unseenSubscriptions()) {
                var scope = ResourceId.parse("/subscriptions/" + subscription);
                for (var permission : List.of(Permission.FIND_CLUSTERS, Permission.FIND_REGISTRIES)) {
                    var why = Unreadable.forbidden("subscription " + subscription, permission);
                    trials.add(new Trial(permission, "subscription " + subscription, scope, Optional.of(why)));
                }
            }
        } catch (Unreadable e) {
            trials.add(new Trial(Permission.FIND_REGISTRIES, "subscriptions", root, Optional.of(e)));
        }
        return trials;
    }

    private static Trial visible(Permission permission, String what, Listed<?> listed) {
        var failure = listed.failure()
                .or(() -> listed.found().isEmpty()
                        ? Optional.of(Unreadable.forbidden(what, permission))
                        : Optional.empty());
        return new Trial(permission, what, ResourceId.parse("/"), failure);
    }

    private Pending directory(EvidenceSources sources) {
        var answer = reads.start("Microsoft Graph", () -> sources.directory().servicePrincipals(Set.of(NOBODY)));
        return Pending.of(Permission.READ_DIRECTORY_OBJECTS, "the directory", ResourceId.parse("/"), answer);
    }

    private static List<ResourceId> workspacesOf(List<ClusterEntry> clusters) {
        return clusters.stream()
                .flatMap(cluster -> cluster.logWorkspace().stream())
                .distinct()
                .toList();
    }

    /** A few at a time: a read's deadline runs from when it is asked for. */
    private static <T> List<Trial> each(List<T> all, Function<T, List<Pending>> start) {
        var trials = new ArrayList<Trial>();
        var some = all.subList(0, Math.min(MOST_OF_A_KIND, all.size()));
        for (var from = 0; from < some.size(); from += AT_ONCE) {
            some.subList(from, Math.min(some.size(), from + AT_ONCE)).stream()
                    .map(start)
                    .toList()
                    .forEach(started -> started.forEach(it -> it.await().ifPresent(trials::add)));
        }
        return trials;
    }

    private TriedRight right(Permission permission, List<Trial> trials) {
        return new TriedRight(
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
