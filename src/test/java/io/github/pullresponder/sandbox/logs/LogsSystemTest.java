package io.github.pullresponder.sandbox.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.monitor.query.LogsQueryClient;
import com.azure.monitor.query.models.LogsTable;
import com.azure.monitor.query.models.QueryTimeInterval;
import io.github.pullresponder.sandbox.Exchange;
import io.github.pullresponder.sandbox.Fixtures;
import io.github.pullresponder.sandbox.SdkClients;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.json.Json;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LogsSystemTest {
    private static final String PULL_FAILURES =
            "KubeEvents | where Reason == 'Failed' and Message has 'Failed to pull image' | project TimeGenerated, Name, Count";

    private static SimulatedAzure azure;
    private static LogsQueryClient client;

    @BeforeAll
    static void serve() {
        azure = SimulatedAzure.serve(Fixtures.shop());
        client = new SdkClients(azure).logs();
    }

    @AfterAll
    static void stop() {
        azure.close();
    }

    @Test
    void rowsComeWithTypedColumns() {
        LogsTable table = client.queryWorkspace(Fixtures.WORKSPACE, PULL_FAILURES, QueryTimeInterval.ALL)
                .getTable();

        assertThat(table.getRows()).hasSize(1);
        var row = table.getRows().get(0);
        assertThat(row.getColumnValue("Name").orElseThrow().getValueAsString()).isEqualTo("web-1");
        assertThat(row.getColumnValue("Count").orElseThrow().getValueAsDouble()).isEqualTo(6);
        assertThat(row.getColumnValue("TimeGenerated").orElseThrow().getValueAsDateTime())
                .isEqualTo(OffsetDateTime.parse("2026-11-22T09:51:00Z"));
    }

    @Test
    void theTimeOfTheRequestLimitsTheRows() {
        assertThat(rows("KubeEvents", between("2026-11-22T08:00:00Z", "2026-11-22T09:51:00Z")))
                .as("its start is in it, and its end is not")
                .isEqualTo(1);
        assertThat(rows("KubeEvents", between("2026-11-22T08:00:00Z", "2026-11-22T09:51:00.001Z")))
                .isEqualTo(2);
        assertThatThrownBy(() -> rows("KubeEvents", new QueryTimeInterval(Duration.ofHours(1))))
                .isInstanceOf(HttpResponseException.class)
                .hasMessageContaining("timespan");
    }

    @Test
    void rowsArriveWhenTheyHappen() {
        assertThat(rows("KubeEvents | where ingestion_time() > datetime(2026-11-22T09:50:59Z)", QueryTimeInterval.ALL))
                .isEqualTo(1);
        assertThat(rows("KubeEvents | where ingestion_time() > datetime(2026-11-22T09:51:00Z)", QueryTimeInterval.ALL))
                .isZero();
    }

    @Test
    void aStandardTableExistsWithoutRows() {
        String query = "ContainerRegistryLoginEvents | where ResultType == '401' | project Identity, TimeGenerated";

        assertThat(rows(query, QueryTimeInterval.ALL)).isZero();
        var answer = Exchange.post(
                new SdkClients(azure).pipeline("https://api.loganalytics.io/.default"),
                "https://api.loganalytics.io/v1/workspaces/" + Fixtures.WORKSPACE + "/query",
                Json.object().put("query", query).toString());
        assertThat(answer.json().at("/tables/0/columns"))
                .extracting(column -> column.path("type").asText())
                .containsExactly("string", "datetime");
    }

    @Test
    void anUnknownTableIsASemanticError() {
        assertThatThrownBy(() -> rows("KubeEvent", QueryTimeInterval.ALL))
                .isInstanceOfSatisfying(
                        HttpResponseException.class,
                        error -> assertThat(error.getResponse().getStatusCode()).isEqualTo(400))
                .hasMessageContaining("BadArgumentError");
    }

    @Test
    void anUnknownWorkspaceIsNotFound() {
        assertThatThrownBy(() -> client.queryWorkspace(
                        "99999999-0000-4000-8000-000000000009", "KubeEvents", QueryTimeInterval.ALL))
                .isInstanceOf(HttpResponseException.class)
                .hasMessageContaining("WorkspaceNotFoundError");
    }

    private static QueryTimeInterval between(String start, String end) {
        return new QueryTimeInterval(OffsetDateTime.parse(start), OffsetDateTime.parse(end));
    }

    private static int rows(String query, QueryTimeInterval interval) {
        return client.queryWorkspace(Fixtures.WORKSPACE, query, interval)
                .getTable()
                .getRows()
                .size();
    }
}
