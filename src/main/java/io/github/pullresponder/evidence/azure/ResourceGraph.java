package io.github.pullresponder.evidence.azure;

import com.azure.core.util.Context;
import com.azure.resourcemanager.resourcegraph.ResourceGraphManager;
import com.azure.resourcemanager.resourcegraph.models.QueryRequest;
import com.azure.resourcemanager.resourcegraph.models.QueryRequestOptions;
import com.azure.resourcemanager.resourcegraph.models.ResultFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Queries Azure Resource Graph and reads all pages of the result. */
final class ResourceGraph {
    private static final int ROWS_A_PAGE = 1_000;

    private final ResourceGraphManager manager;
    private final List<String> subscriptions;

    /** @param subscriptions the subscriptions to search; empty for all that are visible to Pull Responder */
    ResourceGraph(ResourceGraphManager manager, List<String> subscriptions) {
        this.manager = manager;
        this.subscriptions = List.copyOf(subscriptions);
    }

    List<Map<String, Object>> rows(String query) {
        return rows(query, ROWS_A_PAGE);
    }

    /** @param rowsAPage the page size; smaller for large rows, because a response can be too large to read */
    List<Map<String, Object>> rows(String query, int rowsAPage) {
        var rows = new ArrayList<Map<String, Object>>();
        String skipToken = null;
        do {
            var options = new QueryRequestOptions()
                    .withResultFormat(ResultFormat.OBJECT_ARRAY)
                    .withTop(rowsAPage)
                    .withSkipToken(skipToken);
            var request = new QueryRequest().withQuery(query).withOptions(options);
            if (!subscriptions.isEmpty()) {
                request.withSubscriptions(subscriptions);
            }
            var page = manager.serviceClient()
                    .getResourceProviders()
                    .resourcesWithResponse(request, Context.NONE)
                    .getValue();
            for (var row : (List<?>) page.data()) {
                rows.add(toTypedRow(row));
            }
            skipToken = page.skipToken();
        } while (skipToken != null && !skipToken.isEmpty());
        return rows;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> toTypedRow(Object row) {
        return (Map<String, Object>) row;
    }
}
