package io.github.pullresponder.sandbox.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.json.Json;
import io.github.pullresponder.sandbox.kql.Table;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tables of a workspace. The standard tables exist even without rows. Source: "Azure Monitor Logs table reference".
 */
final class LogTables {
    private static final Map<String, Map<String, String>> STANDARD = Map.of(
            "KubeEvents",
            columns(
                    "TimeGenerated:datetime FirstSeen:datetime LastSeen:datetime ClusterId ClusterName Computer Namespace Name"
                            + " ObjectKind KubeEventType Reason Message Count:real SourceComponent _ResourceId"),
            "KubePodInventory",
            columns(
                    "TimeGenerated:datetime ClusterId ClusterName Computer Namespace Name PodUid PodStatus PodIp ControllerKind"
                            + " ControllerName ContainerName ContainerStatus ContainerStatusReason PodCreationTimeStamp:datetime _ResourceId"),
            "ContainerRegistryLoginEvents",
            columns(
                    "TimeGenerated:datetime OperationName LoginServer JwtId Identity CallerIpAddress ResultType ResultDescription"
                            + " DurationMs CorrelationId Region Category _ResourceId"),
            "ContainerRegistryRepositoryEvents",
            columns(
                    "TimeGenerated:datetime OperationName LoginServer Repository Tag Digest MediaType ArtifactType Size Identity"
                            + " CallerIpAddress UserAgent UserTenantId ResultType ResultDescription DurationMs CorrelationId Region Category _ResourceId"),
            "AzureActivity",
            columns(
                    "TimeGenerated:datetime OperationNameValue OperationName ActivityStatusValue ActivitySubstatusValue Caller"
                            + " CallerIpAddress CorrelationId CategoryValue Level SubscriptionId ResourceGroup ResourceProviderValue"
                            + " Authorization Claims Properties HTTPRequest EventSubmissionTimestamp:datetime _ResourceId"));

    private LogTables() {}

    /** @param rows the workspace's rows by table */
    static Optional<Table> named(String name, ObjectNode rows) {
        boolean exists = STANDARD.containsKey(name) || rows.has(name);
        Map<String, String> known = STANDARD.getOrDefault(name, columns("TimeGenerated:datetime"));
        return exists ? Optional.of(Table.of(known, Json.elements(rows.path(name)))) : Optional.empty();
    }

    /** Parses column names with their types; the default type is text. */
    private static Map<String, String> columns(String list) {
        var columns = new LinkedHashMap<String, String>();
        Arrays.stream(list.split(" "))
                .map(column -> column.split(":"))
                .forEach(parts -> columns.put(parts[0], parts.length > 1 ? parts[1] : "string"));
        return columns;
    }
}
