package io.github.pullresponder.sandbox.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.estate.ArmId;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.http.Page;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/** Answers {@code POST <resource>/<action>} from the estate's {@code actions.json}, or else from its other files. */
final class ArmActions {
    /** The actions that list the configurations of network managers for a virtual network. */
    private static final Set<String> OF_MANAGERS = Set.of(
            "listnetworkmanagereffectiveconnectivityconfigurations", "listnetworkmanagereffectivesecurityadminrules");

    private final Estate estate;
    private final ArmInventory inventory;
    private final IntSupplier pageSize;

    ArmActions(Estate estate, ArmInventory inventory, IntSupplier pageSize) {
        this.estate = estate;
        this.inventory = inventory;
        this.pageSize = pageSize;
    }

    Response answer(Request request) {
        String path = "/" + String.join("/", request.segments());
        JsonNode written = estate.actions().get(("POST " + path).toLowerCase(Locale.ROOT));
        int slash = path.lastIndexOf('/');
        String action = path.substring(slash + 1).toLowerCase(Locale.ROOT);
        if (written != null) {
            return OF_MANAGERS.contains(action) ? ofManagers(written, request) : Response.json(200, written);
        }
        Optional<ArmId> id = ArmId.parse(path.substring(0, Math.max(slash, 1)));
        Optional<ArmInventory.Entry> resource = id.flatMap(inventory::find);
        if (resource.isEmpty()) {
            return id.map(ArmErrors::notFound).orElse(ArmErrors.noSuchPath(request));
        }
        return known(resource.get(), action, request).orElse(ArmErrors.noSuchPath(request));
    }

    private Optional<Response> known(ArmInventory.Entry resource, String action, Request request) {
        if (resource.isOfType("Microsoft.ContainerService/managedClusters")
                && estate.kubernetes().containsKey(resource.id().name())) {
            return ClusterCredentials.of(resource, action, request);
        }
        if (resource.isOfType("Microsoft.Network/virtualNetworks") && OF_MANAGERS.contains(action)) {
            return Optional.of(ofManagers(Json.object().set("value", Json.array(List.of())), request));
        }
        boolean adminCredentials =
                resource.isOfType("Microsoft.ContainerRegistry/registries") && action.equals("listcredentials");
        return adminCredentials ? Optional.of(adminCredentials(resource)) : Optional.empty();
    }

    /**
     * Answers page by page: the continuation token is in the body of the request and of the response. Without a network
     * manager, the list is empty.
     */
    private Response ofManagers(JsonNode written, Request request) {
        var rules = Json.elements(written.path("value")).stream()
                .map(ObjectNode.class::cast)
                .toList();
        var token = request.body().isEmpty()
                ? Optional.<String>empty()
                : Json.text((ObjectNode) request.json(), "skipToken");
        var page = Page.of(rules, token, pageSize.getAsInt());
        var body = Json.object();
        body.set("value", Json.array(page.items()));
        page.next().ifPresent(next -> body.put("skipToken", next));
        return Response.json(200, body);
    }

    /** The registry's admin user has the registry's name and two passwords. */
    private Response adminCredentials(ArmInventory.Entry registry) {
        JsonNode properties = registry.body().path("properties");
        if (!properties.path("adminUserEnabled").asBoolean()) {
            return ArmErrors.error(
                    400,
                    "UnAuthorizedForCredentialOperations",
                    "Cannot perform credential operations for " + registry.id()
                            + " as admin user is disabled. Kindly enable admin user as per docs: https://docs.microsoft.com/en-us/azure/container-registry/container-registry-authentication#admin-account");
        }
        String loginServer = properties.path("loginServer").asText().toLowerCase(Locale.ROOT);
        List<String> passwords = Json.strings(estate.registries()
                .getOrDefault(loginServer, Json.object())
                .path("passwords")
                .path(registry.id().name()));
        var body = Json.object().put("username", registry.id().name());
        var list = body.putArray("passwords");
        for (int i = 0; i < passwords.size(); i++) {
            list.add(Json.object()
                    .put("name", i == 0 ? "password" : "password" + (i + 1))
                    .put("value", passwords.get(i)));
        }
        return Response.json(200, body);
    }
}
