package io.github.pullresponder.intake.logwatch;

import io.github.pullresponder.cluster.ResourceGraphCluster;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.EvidenceSourcesFactory;
import io.github.pullresponder.intake.input.UnreadableInputStore;
import io.github.pullresponder.queue.WorkItem;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.storage.StorageTable;
import io.github.pullresponder.storage.StorageUnavailableException;
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

/** Searches the workspaces of all visible clusters for new failed pulls, for clusters without an alert rule. */
public final class FailureWatch {
    /** The time of a run: the next one begins after five minutes, and a function is stopped then. */
    static final Duration BUDGET = Duration.ofMinutes(4);

    private final EvidenceSourcesFactory evidence;
    private final StorageTable table;
    private final Clock clock;
    private final Consumer<WorkItem> sink;
    private final UnreadableInputStore unreadable;

    /**
     * @param sink accepts work items; when it returns, they are stored
     * @param unreadable stores rows that cannot become work items
     */
    public FailureWatch(
            EvidenceSourcesFactory evidence,
            StorageTable table,
            Clock clock,
            Consumer<WorkItem> sink,
            UnreadableInputStore unreadable) {
        this.evidence = evidence;
        this.table = table;
        this.clock = clock;
        this.sink = sink;
        this.unreadable = unreadable;
    }

    /**
     * Reads one workspace after another; a failure of one does not affect the others. One of the next runs reads workspaces for which
     * there was no time.
     *
     * @throws EvidenceUnavailableException if the clusters cannot be listed
     * @throws StorageUnavailableException if work items or the watermark of a workspace could not be stored; the other workspaces are
     *     read before it is thrown
     */
    public FailureWatchResult poll() {
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
                items += poll(sources, workspace);
            } catch (EvidenceUnavailableException | WrittenByNewerReleaseException e) {
                notRead.put(workspace.name(), e.getMessage());
            } catch (StorageUnavailableException e) {
                notStored.add(e);
            } catch (RuntimeException e) {
                // The type only: a message may quote the content.
                notRead.put(
                        workspace.name(),
                        "reading it failed with " + e.getClass().getName());
            }
        }
        if (!notStored.isEmpty()) {
            throw notStored.get(0);
        }
        return new FailureWatchResult(workspaces.size(), items, notRead);
    }

    /** The workspaces in an order that changes with each run, so that workspaces without an answer are not always first. */
    private static List<ResourceId> inAnyOrder(Set<ResourceId> workspaces, Instant begin) {
        var all = new ArrayList<>(workspaces);
        Collections.shuffle(all, new Random(begin.toEpochMilli()));
        return all;
    }

    private static Set<ResourceId> workspacesOf(List<ResourceGraphCluster> clusters) {
        var workspaces = new LinkedHashSet<ResourceId>();
        clusters.forEach(cluster -> cluster.logWorkspace().ifPresent(workspaces::add));
        return workspaces;
    }

    private int poll(EvidenceSources sources, ResourceId workspace) {
        var customerId = sources.clusters()
                .workspaceCustomerId(workspace)
                .orElseThrow(() -> EvidenceUnavailableException.because(
                        UnavailabilityReason.NOT_FOUND, "workspace " + workspace.name()));
        return new WorkspaceWatch(sources.logs(), table, customerId, sink, unreadable).pollUntil(clock.instant());
    }
}
