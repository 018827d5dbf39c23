package io.github.pullresponder.evidence.logs;

import com.azure.core.management.AzureEnvironment;
import com.azure.core.util.Context;
import com.azure.monitor.query.LogsQueryClient;
import com.azure.monitor.query.LogsQueryClientBuilder;
import com.azure.monitor.query.models.LogsQueryOptions;
import com.azure.monitor.query.models.LogsTableCell;
import com.azure.monitor.query.models.LogsTableRow;
import com.azure.monitor.query.models.QueryTimeInterval;
import io.github.pullresponder.cluster.LogQueryPodFilter;
import io.github.pullresponder.cluster.LoggedPullFailure;
import io.github.pullresponder.cluster.LoggedPullFailureRows;
import io.github.pullresponder.cluster.PodEvent;
import io.github.pullresponder.evidence.ClusterLogs;
import io.github.pullresponder.evidence.ClusterLogs.LoggedPodEvent;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.azure.KqlLiterals;
import io.github.pullresponder.read.ClientExceptionClassifier;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RemoteSystem;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.read.ResponseTooLargeException;
import io.github.pullresponder.read.TimeWindow;
import io.github.pullresponder.resource.ResourceId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Container Insights tables, read from a Log Analytics workspace. */
public final class LogAnalyticsClusterLogs implements ClusterLogs {
    private static final Duration LOOK_BACK = Duration.ofHours(24);

    /**
     * Maximum delay between an event and the arrival of its row. Usually it is minutes; agents that were disconnected send their stored
     * data later ("Log data ingestion time in Azure Monitor").
     */
    private static final Duration LATEST = Duration.ofDays(1);

    /** Maximum time by which clocks of nodes may be ahead. */
    private static final Duration AHEAD = Duration.ofHours(1);

    /** Far below the maximum of the API: 500,000 rows, 64 MB ("Azure Monitor service limits: Log queries"). */
    private static final int MOST_ROWS = 5_000;

    private static final String CLUSTER_AND_ARRIVAL =
            "| extend Cluster = coalesce(ClusterId, _ResourceId), Arrived = coalesce(ingestion_time(), TimeGenerated)\n";

    /** This few rows are always small enough. */
    private static final int FEWEST_ROWS = 300;

    private static final String NEWEST = """
            | top %d by TimeGenerated desc
            | project Cluster, Namespace, Name, Computer, Reason, Message, Count, FirstSeen, LastSeen, TimeGenerated, Arrived
            """;

    /** The query endpoints by cloud ("Azure Monitor Logs API: endpoints"). */
    private static final Map<AzureEnvironment, String> ENDPOINTS = Map.of(
            AzureEnvironment.AZURE, "https://api.loganalytics.io",
            AzureEnvironment.AZURE_US_GOVERNMENT, "https://api.loganalytics.us",
            AzureEnvironment.AZURE_CHINA, "https://api.loganalytics.azure.cn");

    private final AzureConnection azure;
    private final LogsQueryClient client;
    private final Clock clock;

    public LogAnalyticsClusterLogs(AzureConnection azure, Clock clock, RequestCounter tally) {
        this.azure = azure;
        var endpoint = Objects.requireNonNull(ENDPOINTS.get(azure.environment()));
        this.client = new LogsQueryClientBuilder()
                .endpoint(endpoint + "/v1")
                .pipeline(azure.pipeline(endpoint, endpoint + "/.default", RemoteSystem.LOGS, tally))
                .buildClient();
        this.clock = clock;
    }

    @Override
    public Optional<LoggedPodEvent> newestPullFailure(
            String workspaceCustomerId, ResourceId cluster, String namespace, String pod) {
        var query = FailedPullQuery.QUERY
                + """
                | where ClusterId =~ %s and Namespace == %s and Name == %s
                | order by LastSeen desc
                | take 1
                | project Reason, Message, Computer, Count, FirstSeen, LastSeen
                """.formatted(
                                KqlLiterals.literal(cluster.toString()),
                                KqlLiterals.literal(namespace),
                                KqlLiterals.literal(pod));
        var now = clock.instant();
        return azure.read(
                "the logs of " + cluster.name(),
                Permission.QUERY_LOGS,
                () -> rows(workspaceCustomerId, query, new TimeWindow(now.minus(LOOK_BACK), now)).stream()
                        .findFirst()
                        .map(row -> new LoggedPodEvent(eventOf(row), text(row, "Computer"))));
    }

    @Override
    public LoggedPullFailureRows pullFailures(String workspaceCustomerId, LogQueryPodFilter pods, TimeWindow happened) {
        var query = new StringBuilder(FailedPullQuery.QUERY).append(CLUSTER_AND_ARRIVAL);
        pods.cluster()
                .ifPresent(id -> query.append("| where Cluster =~ %s\n".formatted(KqlLiterals.literal(id.toString()))));
        pods.namespace()
                .ifPresent(name -> query.append("| where Namespace == %s\n".formatted(KqlLiterals.literal(name))));
        pods.pod().ifPresent(name -> query.append("| where Name == %s\n".formatted(KqlLiterals.literal(name))));
        // The service excludes the end of an interval.
        var inclusive = new TimeWindow(happened.from(), happened.to().plusMillis(1));
        return failures(workspaceCustomerId, query.toString(), inclusive);
    }

    @Override
    public LoggedPullFailureRows pullFailuresArrived(String workspaceCustomerId, TimeWindow arrived) {
        var query = FailedPullQuery.QUERY
                + CLUSTER_AND_ARRIVAL
                + "| where Arrived > %s and Arrived <= %s\n"
                        .formatted(KqlLiterals.literal(arrived.from()), KqlLiterals.literal(arrived.to()));
        var happened = new TimeWindow(arrived.from().minus(LATEST), arrived.to().plus(AHEAD));
        return failures(workspaceCustomerId, query, happened);
    }

    private LoggedPullFailureRows failures(String workspaceCustomerId, String query, TimeWindow happened) {
        return azure.read(
                "the logs of workspace " + workspaceCustomerId,
                Permission.QUERY_LOGS,
                () -> newest(MOST_ROWS, workspaceCustomerId, query, happened));
    }

    /** Reads fewer rows if long messages make the response too large; the rest is read like rows after the limit. */
    private LoggedPullFailureRows newest(int most, String workspaceCustomerId, String query, TimeWindow happened) {
        try {
            var rows = rows(workspaceCustomerId, query + NEWEST.formatted(most + 1), happened);
            return new LoggedPullFailureRows(
                    rows.stream()
                            .limit(most)
                            .flatMap(row -> asFailure(row).stream())
                            .toList(),
                    rows.size() > most);
        } catch (RuntimeException e) {
            if (most <= FEWEST_ROWS || !ClientExceptionClassifier.isCausedBy(e, ResponseTooLargeException.class)) {
                throw e;
            }
            return newest(most / 2, workspaceCustomerId, query, happened);
        }
    }

    private List<LogsTableRow> rows(String workspaceCustomerId, String query, TimeWindow window) {
        return client.queryWorkspaceWithResponse(
                        workspaceCustomerId,
                        query,
                        new QueryTimeInterval(
                                window.from().atOffset(ZoneOffset.UTC),
                                window.to().atOffset(ZoneOffset.UTC)),
                        new LogsQueryOptions(),
                        Context.NONE)
                .getValue()
                .getTable()
                .getRows();
    }

    /** Absent for a row without a pod or a cluster. */
    private static Optional<LoggedPullFailure> asFailure(LogsTableRow row) {
        var cluster = text(row, "Cluster").flatMap(LogAnalyticsClusterLogs::asId);
        var namespace = text(row, "Namespace");
        var pod = text(row, "Name");
        var happened = time(row, "TimeGenerated");
        if (cluster.isEmpty() || namespace.isEmpty() || pod.isEmpty() || happened.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LoggedPullFailure(
                cluster.get(),
                namespace.get(),
                pod.get(),
                text(row, "Computer"),
                eventOf(row),
                happened.get(),
                time(row, "Arrived").or(() -> happened).orElseThrow()));
    }

    private static Optional<ResourceId> asId(String text) {
        try {
            return Optional.of(ResourceId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static PodEvent eventOf(LogsTableRow row) {
        return new PodEvent(
                text(row, "Reason").orElse(""),
                text(row, "Message").orElse(""),
                Optional.empty(),
                // The column is a real number: the SDK does not read "6.0" as an integer.
                cell(row, "Count")
                        .map(LogsTableCell::getValueAsDouble)
                        .orElse(1.0)
                        .intValue(),
                time(row, "FirstSeen"),
                time(row, "LastSeen"));
    }

    private static Optional<Instant> time(LogsTableRow row, String column) {
        return cell(row, column).map(LogsTableCell::getValueAsDateTime).map(OffsetDateTime::toInstant);
    }

    private static Optional<String> text(LogsTableRow row, String column) {
        return cell(row, column).map(LogsTableCell::getValueAsString).filter(text -> !text.isEmpty());
    }

    private static Optional<LogsTableCell> cell(LogsTableRow row, String column) {
        return row.getColumnValue(column).filter(cell -> cell.getValueAsString() != null);
    }
}
