package io.github.pullresponder.evidence.logs;

import com.azure.core.management.AzureEnvironment;
import com.azure.core.util.Context;
import com.azure.monitor.query.LogsQueryClient;
import com.azure.monitor.query.LogsQueryClientBuilder;
import com.azure.monitor.query.models.LogsQueryOptions;
import com.azure.monitor.query.models.LogsTableCell;
import com.azure.monitor.query.models.LogsTableRow;
import com.azure.monitor.query.models.QueryTimeInterval;
import io.github.pullresponder.evidence.CallTally;
import io.github.pullresponder.evidence.ClusterLogs;
import io.github.pullresponder.evidence.Permission;
import io.github.pullresponder.evidence.PodEvent;
import io.github.pullresponder.evidence.RemoteSystem;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.azure.AzureErrors;
import io.github.pullresponder.evidence.azure.Kql;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Container Insights tables, read from a Log Analytics workspace. */
public final class LogAnalytics implements ClusterLogs {
    private static final Duration LOOK_BACK = Duration.ofHours(24);

    /** The query endpoints by cloud ("Azure Monitor Logs API: endpoints"). */
    private static final Map<AzureEnvironment, String> ENDPOINTS = Map.of(
            AzureEnvironment.AZURE, "https://api.loganalytics.io",
            AzureEnvironment.AZURE_US_GOVERNMENT, "https://api.loganalytics.us",
            AzureEnvironment.AZURE_CHINA, "https://api.loganalytics.azure.cn");

    private final LogsQueryClient client;
    private final Clock clock;

    public LogAnalytics(AzureConnection azure, Clock clock, CallTally tally) {
        var endpoint = ENDPOINTS.get(azure.environment());
        this.client = new LogsQueryClientBuilder()
                .endpoint(endpoint + "/v1")
                .pipeline(azure.pipeline(endpoint + "/.default", RemoteSystem.LOGS, tally))
                .buildClient();
        this.clock = clock;
    }

    @Override
    public Optional<LoggedPullFailure> newestPullFailure(
            String workspaceCustomerId, ResourceId cluster, String namespace, String pod) {
        var query = """
                KubeEvents
                | where ClusterId =~ %s and Namespace == %s and Name == %s
                | where Reason == 'Failed' and Message has 'Failed to pull image'
                | order by LastSeen desc
                | take 1
                | project Reason, Message, Computer, Count, FirstSeen, LastSeen
                """.formatted(Kql.literal(cluster.toString()), Kql.literal(namespace), Kql.literal(pod));
        var now = OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC);
        return AzureErrors.read(
                "the logs of " + cluster.name(),
                Permission.QUERY_LOGS,
                () -> client
                        .queryWorkspaceWithResponse(
                                workspaceCustomerId,
                                query,
                                new QueryTimeInterval(now.minus(LOOK_BACK), now),
                                new LogsQueryOptions(),
                                Context.NONE)
                        .getValue()
                        .getTable()
                        .getRows()
                        .stream()
                        .findFirst()
                        .map(LogAnalytics::asFailure));
    }

    private static LoggedPullFailure asFailure(LogsTableRow row) {
        var event = new PodEvent(
                text(row, "Reason").orElse(""),
                text(row, "Message").orElse(""),
                Optional.empty(),
                cell(row, "Count").map(LogsTableCell::getValueAsInteger).orElse(1),
                cell(row, "FirstSeen").map(LogsTableCell::getValueAsDateTime).map(OffsetDateTime::toInstant),
                cell(row, "LastSeen").map(LogsTableCell::getValueAsDateTime).map(OffsetDateTime::toInstant));
        return new LoggedPullFailure(event, text(row, "Computer"));
    }

    private static Optional<String> text(LogsTableRow row, String column) {
        return cell(row, column).map(LogsTableCell::getValueAsString);
    }

    private static Optional<LogsTableCell> cell(LogsTableRow row, String column) {
        return row.getColumnValue(column).filter(cell -> cell.getValueAsString() != null);
    }
}
