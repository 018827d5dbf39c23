package io.github.pullresponder.expiry;

import io.github.pullresponder.cluster.ClusterEntry;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.Workloads;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.inventory.ImageInUse;
import io.github.pullresponder.inventory.PullInventory;
import io.github.pullresponder.inventory.PullInventory.Secrets;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.BatchedReads;
import io.github.pullresponder.read.BatchedReads.Answer;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.SlidingWindow;
import io.github.pullresponder.registry.RegistryEntry;
import io.github.pullresponder.registry.RegistryToken;
import io.github.pullresponder.text.ListFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what the sweep looks at, as far as its time goes: each list once, clusters and registries a few at a time. What cannot be read is named,
 * and keeps nothing else from being read.
 */
final class CredentialReader {
    private static final String ID = "credential-sweep";

    /** Service principals of one read: five of Graph's batches, so that a read has time enough. */
    private static final int APPS_A_READ = 50;

    private final EvidenceSources sources;
    private final ReadExecutor reads;
    private final Clock clock;
    private final Duration budget;
    private final List<CheckResult> unread = new ArrayList<>();

    /** @param budget after which no further cluster and registry is asked */
    CredentialReader(EvidenceSources sources, ReadExecutor reads, Clock clock, Duration budget) {
        this.sources = sources;
        this.reads = reads;
        this.clock = clock;
        this.budget = budget;
    }

    /**
     * What was read in the time there was.
     *
     * @param left how many clusters and registries there was no time for
     * @param next where to go on
     */
    record Part(CredentialInventory estate, int left, SweepCursor next) {}

    /**
     * What is in a cluster: read through its Kubernetes API.
     *
     * @param withoutSecrets why its pull secrets were not read, if they were not
     */
    private record Inside(
            List<ImageInUse> images, Secrets secrets, Optional<EvidenceUnavailableException> withoutSecrets) {
        static final Inside UNREAD = new Inside(List.of(), new Secrets(List.of(), Map.of()), Optional.empty());
    }

    /** @throws EvidenceUnavailableException if it cannot be known for the moment what is behind the cursor */
    Part read(SweepCursor from) {
        var begin = clock.instant();
        var clusters = reads.start("clusters", () -> sources.clusters().visible());
        var registries = reads.start("registries", () -> sources.registries().visible());
        var unseen = reads.start("subscriptions", () -> sources.registries().unseenSubscriptions());
        all("Can all subscriptions be searched?", unseen).forEach(this::addUnseen);
        var seen = listed("Which registries are there?", registries, from);
        var known = listed("Which clusters are there?", clusters, from);
        var otherRegistries = SweepCursor.behind(from.registry(), seen, RegistryEntry::id);
        var otherClusters = SweepCursor.behind(from.cluster(), known, ClusterEntry::id);
        // Tokens are read fast; clusters that do not answer take the time.
        var tokens = tokens(otherRegistries, new SlidingWindow(clock, begin.plus(budget.dividedBy(2))));
        var sweptRegistries = otherRegistries.subList(0, tokens.size());
        var swept = swept(otherClusters, new SlidingWindow(clock, begin.plus(budget)));
        tokens.putAll(tokens(namedBy(swept, seen, tokens.keySet()), SlidingWindow.withoutEnd(clock)));
        return new Part(
                new CredentialInventory(swept, seen, tokens, apps(swept), unread),
                otherRegistries.size() - sweptRegistries.size() + otherClusters.size() - swept.size(),
                new SweepCursor(
                        SweepCursor.after(from.cluster(), swept, ClusterInventory::id),
                        SweepCursor.after(from.registry(), sweptRegistries, RegistryEntry::id)));
    }

    /** Registries that were swept in an earlier part, and that pull secrets of this part sign in to with what may be a token. */
    private static List<RegistryEntry> namedBy(
            List<ClusterInventory> swept, List<RegistryEntry> registries, Set<RegistryEntry> read) {
        var logins = swept.stream()
                .flatMap(ClusterInventory::logins)
                .filter(login -> login.appId().isEmpty())
                .toList();
        return registries.stream()
                .filter(registry ->
                        !read.contains(registry) && logins.stream().anyMatch(login -> login.isFor(registry)))
                .toList();
    }

    /** In the middle of a sweep, a list that may be there in a moment is waited for: what is left must not be skipped. */
    private <T> List<T> listed(String question, AsyncRead<List<T>> list, SweepCursor from) {
        var answer = BatchedReads.answer(question, list);
        answer.why().filter(why -> !from.isStart() && why.mayPass()).ifPresent(why -> {
            throw why;
        });
        return valueOf(answer, question, List.of());
    }

    private <T> List<T> all(String question, AsyncRead<List<T>> list) {
        return valueOf(BatchedReads.answer(question, list), question, List.of());
    }

    private void addUnseen(String subscription) {
        addUnread(
                "Do credentials in subscription %s expire soon?".formatted(subscription),
                EvidenceUnavailableException.forbidden("subscription " + subscription, Permission.FIND_CLUSTERS));
    }

    private List<ClusterInventory> swept(List<ClusterEntry> entries, SlidingWindow window) {
        return window.ask(entries, this::inside).stream().map(this::swept).toList();
    }

    private ClusterInventory swept(Answer<ClusterEntry, Inside> cluster) {
        var entry = cluster.about();
        var question = "Do pull secrets of %s expire soon?".formatted(entry.id().name());
        var inside = valueOf(cluster, question, Inside.UNREAD);
        inside.withoutSecrets().ifPresent(why -> addUnread(question, why));
        inside.secrets()
                .unread()
                .forEach((secret, why) -> addUnread(
                        "Does pull secret %s of %s expire soon?"
                                .formatted(secret, entry.id().name()),
                        why));
        return new ClusterInventory(entry, inside.images(), inside.secrets().read());
    }

    private AsyncRead<Inside> inside(ClusterEntry entry) {
        var cluster = entry.id();
        return reads.start("Kubernetes API of " + cluster.name(), () -> sources.workloads(cluster))
                .then(workloads -> closing(workloads, inside(cluster.name(), workloads)));
    }

    private AsyncRead<Inside> inside(String cluster, Workloads workloads) {
        return reads.start("pods of " + cluster, () -> PullInventory.of(workloads))
                .then(use -> reads.start("pull secrets of " + cluster, use::secrets)
                        .map(secrets -> new Inside(use.images(), secrets, Optional.empty()))
                        .orElse(why ->
                                AsyncRead.of(new Inside(use.images(), Inside.UNREAD.secrets(), Optional.of(why)))));
    }

    private static <T> AsyncRead<T> closing(Workloads workloads, AsyncRead<T> fact) {
        return fact.map(value -> {
                    workloads.close();
                    return value;
                })
                .orElse(why -> {
                    workloads.close();
                    throw why;
                });
    }

    private Map<RegistryEntry, List<RegistryToken.State>> tokens(List<RegistryEntry> registries, SlidingWindow window) {
        var answers = window.ask(
                registries,
                registry -> reads.start(
                        "tokens of " + registry.id().name(),
                        () -> sources.registries().tokens(registry.id())));
        var tokens = new HashMap<RegistryEntry, List<RegistryToken.State>>();
        for (var answer : answers) {
            var question = "Do tokens of registry %s expire soon?"
                    .formatted(answer.about().id().name());
            tokens.put(answer.about(), valueOf(answer, question, List.of()));
        }
        return tokens;
    }

    private Map<String, EntraApp> apps(List<ClusterInventory> clusters) {
        var ids = new LinkedHashSet<String>();
        for (var cluster : clusters) {
            cluster.entry().servicePrincipalClientId().ifPresent(id -> ids.add(id.toLowerCase(Locale.ROOT)));
            cluster.logins().forEach(login -> login.appId().ifPresent(ids::add));
        }
        var apps = new HashMap<String, EntraApp>();
        for (var answer : SlidingWindow.withoutEnd(clock).ask(inParts(List.copyOf(ids)), this::apps)) {
            var question = "Do credentials of these service principals expire soon: %s?"
                    .formatted(ListFormat.list(List.copyOf(answer.about())));
            valueOf(answer, question, List.of())
                    .forEach(app -> apps.put(app.appId().toLowerCase(Locale.ROOT), app));
        }
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

    private <K, T> T valueOf(Answer<K, T> answer, String question, T otherwise) {
        answer.why().ifPresent(why -> addUnread(question, why));
        return answer.value().orElse(otherwise);
    }

    private void addUnread(String question, EvidenceUnavailableException why) {
        unread.add(new CheckResult(ID, question, Verdict.undetermined(why), Duration.ZERO));
    }
}
