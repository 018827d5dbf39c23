package io.github.pullresponder.intake.logwatch;

import io.github.pullresponder.cluster.ClusterEntry;
import io.github.pullresponder.evidence.EvidenceProvider;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.intake.input.UnreadableInputs;
import io.github.pullresponder.queue.WorkItem;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.Reason;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.storage.StorageUnavailableException;
import io.github.pullresponder.storage.Table;
import io.github.pullresponder.storage.WrittenByNewerReleaseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Looks for new failed pulls in the workspaces of all visible clusters, for clusters without an alert rule. */
public final class FailureWatch {
    /** The next look comes after five minutes, and a function is stopped then. */
    static final Duration BUDGET = Duration.ofMinutes(4);

    private final EvidenceProvider evidence;
    private final Table table;
    private final Clock clock;
    private final Consumer<WorkItem> sink;
    private final UnreadableInputs unreadable;

    /**
     * @param sink takes work; when it returns, the work survives this process
     * @param unreadable keeps rows that can be no work
     */
    public FailureWatch(
            EvidenceProvider evidence, Table table, Clock clock, Consumer<WorkItem> sink, UnreadableInputs unreadable) {
        this.evidence = evidence;
        this.table = table;
        this.clock = clock;
        this.sink = sink;
        this.unreadable = unreadable;
    }

    /**
     * Looks into one workspace after another; what is wrong with one does not keep the others from being read. What there was no
     * time for is read by one of the next looks.
     *
     * @throws EvidenceUnavailableException if it is not known which clusters there are
     * @throws StorageUnavailableException if work of a workspace could not be handed over, or what was read not be remembered; by then
     *     every workspace was tried
     */
    public WatchOutcome look() {
        var sources = evidence.open(new RequestCounter());
        var begin = clock.instant();
        var workspaces = workspacesOf(sources.clusters().visible());
        var notRead = new TreeMap<String, String>();
        var notStored = new ArrayList<StorageUnavailableException>();
        var items = 0;
        for (var workspace : inAnyOrder(workspaces, begin)) {
            if (!clock.instant().isBefore(begin.plus(BUDGET))) {
                notRead.put(workspace.name(), "no time was left for workspace " + workspace.name());
                continue;
            }
            try {
                items += look(sources, workspace);
            } catch (EvidenceUnavailableException | WrittenByNewerReleaseException e) {
                notRead.put(workspace.name(), e.getMessage());
            } catch (StorageUnavailableException e) {
                notStored.add(e);
            } catch (RuntimeException e) {
                // The type only: a message may quote what was read.
                notRead.put(
                        workspace.name(),
                        "looking into it failed with " + e.getClass().getName());
            }
        }
        if (!notStored.isEmpty()) {
            throw notStored.get(0);
        }
        return new WatchOutcome(workspaces.size(), items, notRead);
    }

    /** Another one at every look: those that do not answer must not be the first for ever. */
    private static List<ResourceId> inAnyOrder(Set<ResourceId> workspaces, Instant begin) {
        var all = new ArrayList<>(workspaces);
        Collections.shuffle(all, new Random(begin.toEpochMilli()));
        return all;
    }

    private static Set<ResourceId> workspacesOf(List<ClusterEntry> clusters) {
        var workspaces = new LinkedHashSet<ResourceId>();
        clusters.forEach(cluster -> cluster.logWorkspace().ifPresent(workspaces::add));
        return workspaces;
    }

    private int look(EvidenceSources sources, ResourceId workspace) {
        var customerId = sources.clusters()
                .workspaceCustomerId(workspace)
                .orElseThrow(
                        () -> EvidenceUnavailableException.because(Reason.NOT_FOUND, "workspace " + workspace.name()));
        return new WorkspaceWatch(sources.logs(), table, customerId, sink, unreadable).lookUntil(clock.instant());
    }
}
