package io.github.pullresponder.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.estate.ArmId;
import io.github.pullresponder.sandbox.estate.Subscription;
import io.github.pullresponder.sandbox.http.Page;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Answers GET requests for single resources and for lists, based only on ids and types. A resource type is special only
 * where ARM makes it so.
 */
final class ArmReads {

    /**
     * The filter with which the app reads the activity log. It selects nothing here: all events are returned, and the
     * app filters them again.
     */
    private static final Pattern EVENTS_FILTER =
            Pattern.compile("eventTimestamp ge '[^']*' and resourceUri eq '[^']*'");

    private static final String DENY_ASSIGNMENTS = "Microsoft.Authorization/denyAssignments";

    private static final Set<String> RECORD_TYPES = Set.of("A", "AAAA", "CNAME", "MX", "PTR", "SOA", "SRV", "TXT");

    private final ArmInventory inventory;
    private final RoleAssignments roleAssignments;
    private final RoleDefinitions roleDefinitions;
    private final AttachedSubnets attached;
    private final IntSupplier pageSize;

    ArmReads(
            ArmInventory inventory,
            RoleAssignments roleAssignments,
            RoleDefinitions roleDefinitions,
            IntSupplier pageSize) {
        this.inventory = inventory;
        this.roleAssignments = roleAssignments;
        this.roleDefinitions = roleDefinitions;
        this.attached = new AttachedSubnets(inventory);
        this.pageSize = pageSize;
    }

    Response answer(Request request) {
        return ArmTarget.parse(request.segments())
                .map(target -> target instanceof ArmTarget.Listing listing
                        ? listing(listing, request)
                        : item(((ArmTarget.Item) target).id(), request))
                .orElse(ArmErrors.noSuchPath(request));
    }

    private Response item(ArmId id, Request request) {
        if (id.type().equalsIgnoreCase(RoleDefinitions.TYPE)) {
            return roleDefinitions
                    .find(id.text())
                    .map(role -> Response.json(200, role))
                    .orElse(ArmErrors.error(
                            404,
                            "RoleDefinitionDoesNotExist",
                            "The specified role definition with ID '" + id.name() + "' does not exist."));
        }
        return missingScope(id)
                .or(() -> subscriptionItself(id))
                .or(() -> inventory
                        .find(id)
                        .map(entry -> Response.json(200, RegistryVersions.body(attached.complete(entry), request))))
                .orElse(id.isResource() ? ArmErrors.notFound(id) : ArmErrors.noSuchGroup(id.name()));
    }

    private Optional<Response> subscriptionItself(ArmId id) {
        boolean itself = id.parent().key().isEmpty() && !id.isResource();
        return itself
                ? id.subscription().flatMap(inventory::subscription).map(found -> Response.json(200, body(found)))
                : Optional.empty();
    }

    /** The error for a scope that does not exist. */
    private Optional<Response> missingScope(ArmId id) {
        Optional<String> subscription = id.subscription();
        if (subscription.isPresent()
                && inventory.subscription(subscription.get()).isEmpty()) {
            return subscription.map(ArmErrors::noSuchSubscription);
        }
        return ArmInventory.groupOf(id)
                .filter(group -> !inventory.hasResourceGroup(group))
                .map(group -> ArmErrors.noSuchGroup(group.name()));
    }

    private Response listing(ArmTarget.Listing listing, Request request) {
        ArmId scope = listing.scope();
        Optional<Response> missing = missingScope(scope);
        if (missing.isPresent()) {
            return missing.get();
        }
        String filter = request.parameter("$filter").orElse("");
        if (listing.isOfType(RoleAssignments.TYPE)) {
            return roleAssignments
                    .at(scope, filter)
                    .map(items -> page(items, request))
                    .orElse(unsupported(filter));
        }
        if (listing.isOfType(DENY_ASSIGNMENTS)) {
            return filter.equals("atScope()") ? page(denyAssignments(scope), request) : unsupported(filter);
        }
        boolean activityLog = listing.isOfType("Microsoft.Insights/eventtypes/values");
        if (!filter.isEmpty() && !(activityLog && EVENTS_FILTER.matcher(filter).matches())) {
            return unsupported(filter);
        }
        if (listing.isOfType(RoleDefinitions.TYPE)) {
            return page(roleDefinitions.at(scope), request);
        }
        if (listing.isBelowResource() && !activityLog && inventory.find(scope).isEmpty()) {
            return ArmErrors.notFound(scope);
        }
        return page(
                members(listing).stream()
                        .map(body -> RegistryVersions.body(body, request))
                        .toList(),
                request);
    }

    /** The deny assignments at the scope and above it. Source: REST reference, "Deny Assignments - List For Scope". */
    private List<ObjectNode> denyAssignments(ArmId scope) {
        return bodies(inventory.ofType(DENY_ASSIGNMENTS).stream()
                .filter(entry -> RoleAssignments.appliesAt(entry.body(), scope)));
    }

    private List<ObjectNode> members(ArmTarget.Listing listing) {
        ArmId scope = listing.scope();
        return switch (listing.type().toLowerCase(Locale.ROOT)) {
            case "subscriptions" ->
                inventory.subscriptions().stream().map(ArmReads::body).toList();
            case "tenants" -> tenants();
            case "resourcegroups" ->
                bodies(inventory.resourceGroups().stream().filter(group -> scope.covers(group.id())));
            case "resources" -> resources(scope);
            case "microsoft.network/privatednszones/all" -> recordSets(scope);
            default -> ofType(listing);
        };
    }

    private List<ObjectNode> ofType(ArmTarget.Listing listing) {
        boolean children = listing.isBelowResource() || listing.scope().isResource();
        return bodies(inventory.ofType(listing.type()).stream()
                .filter(entry -> children
                        ? entry.id().parent().equals(listing.scope())
                        : listing.scope().covers(entry.id())));
    }

    /** The list of all resources contains only top-level resources. */
    private List<ObjectNode> resources(ArmId scope) {
        return bodies(inventory.listed().stream()
                .filter(entry -> scope.covers(entry.id()) && entry.id().isResource())
                .filter(entry -> !entry.id().parent().isResource()));
    }

    private List<ObjectNode> recordSets(ArmId zone) {
        return bodies(inventory.matching(entry -> entry.id().parent().equals(zone)).stream()
                .filter(entry -> RECORD_TYPES.stream().anyMatch(record -> entry.isOfType(zone.type() + "/" + record))));
    }

    private static Response unsupported(String filter) {
        return ArmErrors.error(400, "UnsupportedQuery", "The filter '" + filter + "' is not known here.");
    }

    private Response page(List<ObjectNode> items, Request request) {
        return Response.json(200, Page.linked(request, items, pageSize.getAsInt(), "nextLink"));
    }

    private List<ObjectNode> tenants() {
        return inventory.subscriptions().stream()
                .map(Subscription::tenantId)
                .distinct()
                .map(tenant -> Json.object().put("id", "/tenants/" + tenant).put("tenantId", tenant))
                .toList();
    }

    private static ObjectNode body(Subscription subscription) {
        return Json.object()
                .put("id", "/subscriptions/" + subscription.id())
                .put("subscriptionId", subscription.id())
                .put("tenantId", subscription.tenantId())
                .put("displayName", subscription.displayName())
                .put("state", "Enabled")
                .put("authorizationSource", "RoleBased");
    }

    private static List<ObjectNode> bodies(Stream<ArmInventory.Entry> entries) {
        return entries.map(ArmInventory.Entry::body).toList();
    }
}
