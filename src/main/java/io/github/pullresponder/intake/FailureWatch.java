package io.github.pullresponder.intake;

import io.github.pullresponder.evidence.CallTally;
import io.github.pullresponder.evidence.ClusterEntry;
import io.github.pullresponder.evidence.EvidenceProvider;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.Unreadable;
import io.github.pullresponder.evidence.Unreadable.Reason;
import io.github.pullresponder.storage.StorageUnavailable;
import io.github.pullresponder.storage.Table;
import io.github.pullresponder.storage.WrittenByNewerRelease;
import io.github.pullresponder.work.WorkItem;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Looks for new failed pulls in the workspaces of all visible clusters, for clusters without an alert rule. */
final class FailureWatch {
    private final EvidenceProvider evidence;
    private final Table table;
    private final Clock clock;
    private final Consumer<WorkItem> sink;

    /** @param sink takes work; when it returns, the work survives this process */
    FailureWatch(EvidenceProvider evidence, Table table, Clock clock, Consumer<WorkItem> sink) {
        this.evidence = evidence;
        this.table = table;
        this.clock = clock;
        this.sink = sink;
    }

    /**
     * @throws Unreadable if it is not known which clusters there are
     * @throws StorageUnavailable if work cannot be handed over, or what was read not be remembered
     */
    WatchOutcome look() {
        var sources = evidence.open(new CallTally());
        var workspaces = workspacesOf(sources.clusters().visible());
        var unreadable = new TreeMap<String, String>();
        var items = 0;
        for (var workspace : workspaces) {
            try {
                items += look(sources, workspace);
            } catch (Unreadable | WrittenByNewerRelease e) {
                unreadable.put(workspace.name(), e.getMessage());
            }
        }
        return new WatchOutcome(workspaces.size(), items, unreadable);
    }

    private static Set<ResourceId> workspacesOf(List<ClusterEntry> clusters) {
        var workspaces = new LinkedHashSet<ResourceId>();
        clusters.forEach(cluster -> cluster.logWorkspace().ifPresent(workspaces::add));
        return workspaces;
    }

    private int look(EvidenceSources sources, ResourceId workspace) {
        var customerId = sources.clusters()
                .workspaceCustomerId(workspace)
                .orElseThrow(() -> Unreadable.because(Reason.NOT_FOUND, "workspace " + workspace.name()));
        return new WorkspaceWatch(sources.logs(), table, customerId, sink).lookUntil(clock.instant());
    }
}
