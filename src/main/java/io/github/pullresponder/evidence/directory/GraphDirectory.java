package io.github.pullresponder.evidence.directory;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.evidence.EntraDirectory;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.azure.http.JsonHttpClient;
import io.github.pullresponder.identity.DirectoryServicePrincipal;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.EntraApp.AppCredential;
import io.github.pullresponder.identity.EntraApp.AppCredential.AppCredentialType;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RemoteSystem;
import io.github.pullresponder.read.RequestCounter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the Entra directory through Microsoft Graph v1.0 over the Azure SDK's HTTP pipeline: the few required calls do not justify
 * the Graph SDK (78 MB).
 */
public final class GraphDirectory implements EntraDirectory {
    /** Maximum number of ids in one filter ("Known issues with Microsoft Graph", query parameters: the operator {@code in}). */
    private static final int IDS_A_FILTER = 15;

    /** "Combine multiple HTTP requests using JSON batching". */
    private static final int REQUESTS_A_BATCH = 20;

    private static final String NAMES = "&$select=id,appId,displayName,alternativeNames";
    private static final String APPLICATION_FIELDS = "?$select=id,appId,displayName,passwordCredentials,keyCredentials";
    private static final String PRINCIPAL_FIELDS = "?$select=id,appId,displayName,accountEnabled,"
            + "appOwnerOrganizationId,passwordCredentials,keyCredentials";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AzureConnection azure;
    private final HttpPipeline pipeline;
    private final String endpoint;

    public GraphDirectory(AzureConnection azure, RequestCounter tally) {
        this.azure = azure;
        var root = azure.environment().getMicrosoftGraphEndpoint().replaceAll("/+$", "");
        this.pipeline = azure.pipeline(root, root + "/.default", RemoteSystem.GRAPH, tally);
        this.endpoint = root + "/v1.0/";
    }

    /** Uses a list and not {@code directoryObjects/getByIds}, for which Application.Read.All is not documented. */
    @Override
    public List<DirectoryServicePrincipal> servicePrincipals(Set<String> objectIds) {
        var what = "service principals";
        return azure.read(
                what,
                Permission.READ_DIRECTORY_OBJECTS,
                () -> findAll(listsOf(List.copyOf(objectIds)), what).stream()
                        .flatMap(Optional::stream)
                        .map(list -> required(list, "value"))
                        .flatMap(list -> StreamSupport.stream(list.spliterator(), false))
                        .map(GraphDirectory::asPrincipal)
                        .toList());
    }

    private static List<String> listsOf(List<String> ids) {
        var paths = new ArrayList<String>();
        for (var from = 0; from < ids.size(); from += IDS_A_FILTER) {
            var some = ids.subList(from, Math.min(ids.size(), from + IDS_A_FILTER)).stream()
                    .map(GraphDirectory::quote)
                    .collect(Collectors.joining(","));
            var filter = URLEncoder.encode("id in (" + some + ")", StandardCharsets.UTF_8);
            paths.add("/servicePrincipals?$filter=" + filter.replace("+", "%20") + NAMES);
        }
        return paths;
    }

    @Override
    public List<EntraApp> apps(Set<String> appIds) {
        var what = "the applications of service principals";
        var ids = List.copyOf(appIds);
        return azure.read(what, Permission.READ_DIRECTORY_OBJECTS, () -> {
            var objects = findAll(
                    ids.stream()
                            .map(id -> "(appId=" + quote(id) + ")")
                            .flatMap(key -> Stream.of(
                                    "/applications" + key + APPLICATION_FIELDS,
                                    "/servicePrincipals" + key + PRINCIPAL_FIELDS))
                            .toList(),
                    what);
            return IntStream.range(0, ids.size())
                    .mapToObj(i -> new EntraApp(
                            ids.get(i),
                            objects.get(2 * i).map(GraphDirectory::asApplication),
                            objects.get(2 * i + 1).map(GraphDirectory::asServicePrincipal)))
                    .toList();
        });
    }

    private static String quote(String id) {
        return "'" + id.replace("'", "''") + "'";
    }

    /** The results of a GET of each path, in their order, in as few requests as possible; absent on 404. */
    private List<Optional<JsonNode>> findAll(List<String> paths, String what) {
        var found = new ArrayList<Optional<JsonNode>>();
        for (var from = 0; from < paths.size(); from += REQUESTS_A_BATCH) {
            var some = paths.subList(from, Math.min(paths.size(), from + REQUESTS_A_BATCH));
            var requests = IntStream.range(0, some.size())
                    .mapToObj(i -> Map.of("id", String.valueOf(i), "method", "GET", "url", some.get(i)))
                    .toList();
            var answers =
                    GraphBatchResponse.answersIn(required(post("$batch", Map.of("requests", requests)), "responses"));
            for (var i = 0; i < some.size(); i++) {
                found.add(part(answers, String.valueOf(i), some.get(i), what));
            }
        }
        return found;
    }

    /** Sends a part that failed temporarily again as a single request, which has the usual retries. */
    private Optional<JsonNode> part(GraphBatchResponse answers, String id, String path, String what) {
        return answers.isWorthRetrying(id)
                ? azure.find(
                        what,
                        Permission.READ_DIRECTORY_OBJECTS,
                        () -> send(new HttpRequest(HttpMethod.GET, endpoint + path.substring(1))))
                : answers.find(id, what);
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
        return JsonHttpClient.send(pipeline, request.setHeader(HttpHeaderName.ACCEPT, "application/json"));
    }

    private static DirectoryServicePrincipal asPrincipal(JsonNode object) {
        var names = new ArrayList<String>();
        object.path("alternativeNames").forEach(name -> names.add(name.asText()));
        return new DirectoryServicePrincipal(
                required(object, "id").asText(),
                object.path("appId").asText(),
                object.path("displayName").asText(),
                names);
    }

    private static EntraApp.Application asApplication(JsonNode application) {
        return new EntraApp.Application(application.path("displayName").asText(), credentialsOf(application));
    }

    private static EntraApp.ServicePrincipal asServicePrincipal(JsonNode principal) {
        return new EntraApp.ServicePrincipal(
                required(principal, "id").asText(),
                principal.path("displayName").asText(),
                principal.path("accountEnabled").asBoolean(true),
                text(principal, "appOwnerOrganizationId"),
                credentialsOf(principal));
    }

    private static List<AppCredential> credentialsOf(JsonNode object) {
        var credentials = new ArrayList<AppCredential>();
        object.path("passwordCredentials")
                .forEach(password -> credentials.add(asCredential(AppCredentialType.PASSWORD, password)));
        object.path("keyCredentials").forEach(key -> credentials.add(asCredential(AppCredentialType.CERTIFICATE, key)));
        return credentials;
    }

    private static AppCredential asCredential(AppCredentialType kind, JsonNode credential) {
        return new AppCredential(
                credential.path("keyId").asText(),
                kind,
                text(credential, "hint").filter(hint -> !hint.isEmpty()),
                text(credential, "startDateTime")
                        .map(start -> OffsetDateTime.parse(start).toInstant()),
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
