package io.github.pullresponder.evidence.directory;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.evidence.CallTally;
import io.github.pullresponder.evidence.Directory;
import io.github.pullresponder.evidence.Permission;
import io.github.pullresponder.evidence.Principal;
import io.github.pullresponder.evidence.RemoteSystem;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.azure.AzureErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The Entra directory, asked through Microsoft Graph v1.0 over the Azure SDK's HTTP pipeline: the few calls that are
 * needed do not justify the Graph SDK (78 MB).
 */
public final class GraphDirectory implements Directory {
    /** Most ids that {@code directoryObjects/getByIds} takes at once. */
    private static final int IDS_A_CALL = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpPipeline pipeline;
    private final String endpoint;

    public GraphDirectory(AzureConnection azure, CallTally tally) {
        var root = azure.environment().getMicrosoftGraphEndpoint().replaceAll("/+$", "");
        this.pipeline = azure.pipeline(root + "/.default", RemoteSystem.GRAPH, tally);
        this.endpoint = root + "/v1.0/";
    }

    @Override
    public List<Principal> servicePrincipals(Set<String> objectIds) {
        var ids = List.copyOf(objectIds);
        return AzureErrors.read("service principals", Permission.READ_DIRECTORY_OBJECTS, () -> {
            var found = new ArrayList<Principal>();
            for (var from = 0; from < ids.size(); from += IDS_A_CALL) {
                var some = ids.subList(from, Math.min(ids.size(), from + IDS_A_CALL));
                var answer =
                        post("directoryObjects/getByIds", Map.of("ids", some, "types", List.of("servicePrincipal")));
                StreamSupport.stream(required(answer, "value").spliterator(), false)
                        .map(GraphDirectory::asPrincipal)
                        .forEach(found::add);
            }
            return List.copyOf(found);
        });
    }

    @Override
    public Optional<Principal> servicePrincipalOfApp(String appId) {
        var path = "servicePrincipals(appId='" + appId.replace("'", "''") + "')"
                + "?$select=id,appId,displayName,alternativeNames";
        return AzureErrors.find(
                "the service principal of app " + appId,
                Permission.READ_DIRECTORY_OBJECTS,
                () -> asPrincipal(send(new HttpRequest(HttpMethod.GET, endpoint + path))));
    }

    private JsonNode post(String path, Map<String, ?> body) {
        try {
            return send(new HttpRequest(HttpMethod.POST, endpoint + path)
                    .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
                    .setBody(JSON.writeValueAsString(body)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of lists is always JSON", e);
        }
    }

    private JsonNode send(HttpRequest request) {
        request.setHeader(HttpHeaderName.ACCEPT, "application/json");
        try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
            var body = response.getBodyAsBinaryData();
            if (response.getStatusCode() / 100 != 2) {
                throw new HttpResponseException("Graph answered " + response.getStatusCode(), response);
            }
            return JSON.readTree(body.toString());
        } catch (JsonProcessingException e) {
            // Without the original: its message quotes the body.
            throw new IllegalArgumentException("Graph answered something that is not JSON");
        }
    }

    private static Principal asPrincipal(JsonNode object) {
        var names = new ArrayList<String>();
        object.path("alternativeNames").forEach(name -> names.add(name.asText()));
        return new Principal(
                required(object, "id").asText(),
                object.path("appId").asText(),
                object.path("displayName").asText(),
                names);
    }

    private static JsonNode required(JsonNode object, String field) {
        if (!object.hasNonNull(field)) {
            throw new IllegalArgumentException("Graph answered without '" + field + "'");
        }
        return object.get(field);
    }
}
