package io.github.pullresponder.sandbox.arm;

import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.http.SimulatedSystem;
import io.github.pullresponder.sandbox.http.SystemName;
import io.github.pullresponder.sandbox.identity.Callers;
import io.github.pullresponder.sandbox.identity.ResponderRoles;
import io.github.pullresponder.sandbox.identity.UnsettledAction;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** A simulated, read-only Azure Resource Manager. */
public final class ArmSystem implements SimulatedSystem {
    public static final List<String> HOSTS =
            List.of("management.azure.com", "management.usgovcloudapi.net", "management.chinacloudapi.cn");

    private static final int PAGE_SIZE = 50;

    /** Lists that require no permission and omit objects without access ("Subscriptions - List", "Tenants - List"). */
    private static final Set<List<String>> LISTS_OF_WHAT_IS_VISIBLE =
            Set.of(List.of("subscriptions"), List.of("tenants"));

    private static final Pattern HEALTH_OF_A_RESOURCE = Pattern.compile(
            ".*/providers/Microsoft\\.ResourceHealth/availabilityStatuses/current", Pattern.CASE_INSENSITIVE);

    private final ArmReads reads;
    private final ArmActions actions;
    private final ResourceGraph resourceGraph;
    private volatile int pageSize = PAGE_SIZE;

    public ArmSystem(Estate estate, ArmInventory inventory, RoleAssignments assignments, RoleDefinitions definitions) {
        this.reads = new ArmReads(inventory, assignments, definitions, () -> pageSize);
        this.actions = new ArmActions(estate, inventory, () -> pageSize);
        this.resourceGraph = new ResourceGraph(inventory);
    }

    /** Sets the number of items on one page of a list. */
    public void pageSize(int items) {
        pageSize = items;
    }

    @Override
    public SystemName name() {
        return SystemName.ARM;
    }

    @Override
    public Response answer(Request request) {
        if (Callers.of(request, "management.").isEmpty()) {
            return ArmErrors.unauthenticated();
        }
        if (!isPermitted(request)) {
            return failure(request, 403);
        }
        if (request.parameter("api-version").isEmpty()) {
            return ArmErrors.missingApiVersion();
        }
        return switch (request.method()) {
            case "GET", "HEAD" -> reads.answer(request).with("x-ms-ratelimit-remaining-subscription-reads", "249");
            case "POST" -> post(request);
            default -> ArmErrors.readOnly(request);
        };
    }

    private static boolean isPermitted(Request request) {
        var caller = Callers.objectId(request);
        if (LISTS_OF_WHAT_IS_VISIBLE.contains(request.segments())) {
            return true;
        }
        return HEALTH_OF_A_RESOURCE.matcher(request.path()).matches()
                ? ResponderRoles.permit(caller, UnsettledAction.HEALTH_OF_A_RESOURCE)
                : ResponderRoles.permit(caller, ArmErrors.action(request));
    }

    private Response post(Request request) {
        Response response = ResourceGraph.isAsked(request) ? resourceGraph.answer(request) : actions.answer(request);
        return response.with("x-ms-request-id", UUID.randomUUID().toString());
    }

    @Override
    public Response failure(Request request, int status) {
        return ArmErrors.failure(request, status);
    }
}
