package io.github.pullresponder.evidence.directory;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.evidence.App;
import io.github.pullresponder.evidence.App.Credential;
import io.github.pullresponder.evidence.CallTally;
import io.github.pullresponder.evidence.Directory;
import io.github.pullresponder.evidence.Permission;
import io.github.pullresponder.evidence.Principal;
import io.github.pullresponder.evidence.RemoteSystem;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.azure.JsonExchange;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * The Entra directory, asked through Microsoft Graph v1.0 over the Azure SDK's HTTP pipeline: the few calls that are
 * needed do not justify the Graph SDK (78 MB).
 */
public final class GraphDirectory implements Directory {
    /** Most ids that {@code directoryObjects/getByIds} takes at once. */
    private static final int IDS_A_CALL = 1_000;

    /** A batch takes 20 requests ("Combine multiple HTTP requests using JSON batching"), and an app is two. */
    private static final int APPS_A_BATCH = 10;

    private static final String APPLICATION_FIELDS = "?$select=id,appId,displayName,passwordCredentials,keyCredentials";
    private static final String PRINCIPAL_FIELDS = "?$select=id,appId,displayName,accountEnabled,"
            + "appOwnerOrganizationId,passwordCredentials,keyCredentials";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AzureConnection azure;
    private final HttpPipeline pipeline;
    private final String endpoint;

    public GraphDirectory(AzureConnection azure, CallTally tally) {
        this.azure = azure;
        var root = azure.environment().getMicrosoftGraphEndpoint().replaceAll("/+$", "");
        this.pipeline = azure.pipeline(root + "/.default", RemoteSystem.GRAPH, tally);
        this.endpoint = root + "/v1.0/";
    }

    @Override
    public List<Principal> servicePrincipals(Set<String> objectIds) {
        var ids = List.copyOf(objectIds);
        return azure.read("service principals", Permission.READ_DIRECTORY_OBJECTS, () -> {
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
    public List<App> apps(Set<String> appIds) {
        return azure.read("the applications of service principals", Permission.READ_DIRECTORY_OBJECTS, () -> {
            var apps = new ArrayList<App>();
            var ids = List.copyOf(appIds);
            for (var from = 0; from < ids.size(); from += APPS_A_BATCH) {
                apps.addAll(batchOf(ids.subList(from, Math.min(ids.size(), from + APPS_A_BATCH))));
            }
            return List.copyOf(apps);
        });
    }

    private List<App> batchOf(List<String> appIds) {
        var requests = new ArrayList<Map<String, String>>();
        for (var i = 0; i < appIds.size(); i++) {
            var key = "(appId='" + appIds.get(i).replace("'", "''") + "')";
            requests.add(Map.of("id", "a" + i, "method", "GET", "url", "/applications" + key + APPLICATION_FIELDS));
            requests.add(Map.of("id", "s" + i, "method", "GET", "url", "/servicePrincipals" + key + PRINCIPAL_FIELDS));
        }
        var answers = GraphBatch.answersIn(required(post("$batch", Map.of("requests", requests)), "responses"));
        return IntStream.range(0, appIds.size())
                .mapToObj(i -> new App(
                        appIds.get(i),
                        part(answers, requests.get(2 * i)).map(GraphDirectory::asApplication),
                        part(answers, requests.get(2 * i + 1)).map(GraphDirectory::asServicePrincipal)))
                .toList();
    }

    /** A part that failed for the moment is asked for by itself, where retries are made as for any other request. */
    private Optional<JsonNode> part(GraphBatch answers, Map<String, String> request) {
        var id = Objects.requireNonNull(request.get("id"));
        if (!answers.isWorthRetrying(id)) {
            return answers.found(id);
        }
        return azure.find(
                "a service principal's application",
                Permission.READ_DIRECTORY_OBJECTS,
                () -> send(new HttpRequest(
                        HttpMethod.GET,
                        endpoint + Objects.requireNonNull(request.get("url")).substring(1))));
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
        return JsonExchange.send(pipeline, request.setHeader(HttpHeaderName.ACCEPT, "application/json"));
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

    private static App.Application asApplication(JsonNode application) {
        return new App.Application(application.path("displayName").asText(), credentialsOf(application));
    }

    private static App.ServicePrincipal asServicePrincipal(JsonNode principal) {
        return new App.ServicePrincipal(
                required(principal, "id").asText(),
                principal.path("displayName").asText(),
                principal.path("accountEnabled").asBoolean(true),
                text(principal, "appOwnerOrganizationId"),
                credentialsOf(principal));
    }

    private static List<Credential> credentialsOf(JsonNode object) {
        var credentials = new ArrayList<Credential>();
        object.path("passwordCredentials").forEach(it -> credentials.add(asCredential(Credential.Kind.PASSWORD, it)));
        object.path("keyCredentials").forEach(it -> credentials.add(asCredential(Credential.Kind.CERTIFICATE, it)));
        return credentials;
    }

    private static Credential asCredential(Credential.Kind kind, JsonNode credential) {
        return new Credential(
                credential.path("keyId").asText(),
                kind,
                text(credential, "hint").filter(hint -> !hint.isEmpty()),
                text(credential, "endDateTime")
                        .map(end -> OffsetDateTime.parse(end).toInstant()));
    }

    private static Optional<String> text(JsonNode object, String field) {
        return object.hasNonNull(field) ? Optional.of(object.get(field).asText()) : Optional.empty();
    }

    static JsonNode required(JsonNode object, String field) {
        if (!object.hasNonNull(field)) {
            throw new IllegalArgumentException("Graph answered without '" + field + "'");
        }
        return object.get(field);
    }
}
