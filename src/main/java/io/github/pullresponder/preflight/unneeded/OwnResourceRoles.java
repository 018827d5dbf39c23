package io.github.pullresponder.preflight.unneeded;

import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.identity.RoleDefinition;
import io.github.pullresponder.resource.ResourceId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The built-in roles that the app works with on its own resources: storage, vault, telemetry. On other resources, or on a wider
 * scope, they are not needed.
 */
final class OwnResourceRoles {
    private static final String STORAGE = "Microsoft.Storage/storageAccounts";
    private static final String VAULT = "Microsoft.KeyVault/vaults";
    private static final String TELEMETRY = "Microsoft.Insights/components";

    /** The resource on which each role is needed, by the role's id ("Azure built-in roles"). */
    private static final Map<String, String> PLACES = Map.of(
            "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", STORAGE, // Storage Blob Data Owner
            "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
                    STORAGE, // Storage Blob Data Contributor, which suffices for the app itself
            "974c5e8b-45b9-4653-ba55-5f855dd0fb88", STORAGE, // Storage Queue Data Contributor
            "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", STORAGE, // Storage Table Data Contributor
            "4633458b-17de-408a-b874-0445c86b69e6", VAULT, // Key Vault Secrets User
            "3913510d-42f4-4e42-8a64-420c390055eb", TELEMETRY); // Monitoring Metrics Publisher

    /** One data action for each purpose of these roles: the app may work with a role of another name. */
    private static final List<String> WORKING_DATA_ACTIONS = List.of(
            "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
            "Microsoft.Storage/storageAccounts/queueServices/queues/messages/read",
            "Microsoft.Storage/storageAccounts/tableServices/tables/entities/read",
            "Microsoft.KeyVault/vaults/secrets/getSecret/action",
            "Microsoft.Insights/Telemetry/Write");

    /** Returns true if the app may work with a role, because it grants the purpose of one of these roles. */
    static boolean mayServe(RoleDefinition role) {
        return WORKING_DATA_ACTIONS.stream().anyMatch(role::permitsDataAction);
    }

    /** The relation of a role assignment to the app's own resources. */
    enum OwnResourceRelation {
        /** It is another role. */
        ANOTHER_ROLE,
        /** It is on one of the app's own resources. */
        OWN,
        /** It is on a wider scope than one of the app's own resources, or may be. */
        BROADER,
        /** It is on a resource that is not the app's. */
        ELSEWHERE,
        /** It is on a vault or a telemetry resource outside the app's group, to which an app setting may refer. */
        PERHAPS_ELSEWHERE,
        /** It is unknown if its resource is the app's. */
        UNKNOWN
    }

    private final Optional<String> account;
    private final Optional<ResourceId> group;

    /**
     * @param account the name of the app's storage account, which is globally unique; absent if it is not known
     * @param held all role assignments of the identity: one on that account shows its resource group
     */
    OwnResourceRoles(Optional<String> account, Collection<RoleAssignment> held) {
        this.account = account;
        this.group = held.stream()
                .map(RoleAssignment::scope)
                .filter(this::isOwnAccount)
                .map(scope -> scope.resourceGroupNamed(scope.resourceGroup()))
                .findFirst();
    }

    OwnResourceRelation fit(RoleAssignment assignment) {
        var place = PLACES.get(assignment.roleGuid().toLowerCase(Locale.ROOT));
        if (place == null) {
            return OwnResourceRelation.ANOTHER_ROLE;
        }
        var scope = assignment.scope();
        if (scope.within(place).isEmpty()) {
            return mayHoldOwnOnes(scope) ? OwnResourceRelation.BROADER : elsewhere(place);
        }
        if (place.equals(STORAGE)) {
            return account.isEmpty()
                    ? OwnResourceRelation.UNKNOWN
                    : isOwnAccount(scope) ? OwnResourceRelation.OWN : OwnResourceRelation.ELSEWHERE;
        }
        return group.map(own -> scope.isWithin(own) ? OwnResourceRelation.OWN : elsewhere(place))
                .orElse(OwnResourceRelation.UNKNOWN);
    }

    /** Storage is recognized by its name; vaults and telemetry by their group, because the templates use the same one. */
    private static OwnResourceRelation elsewhere(String place) {
        return place.equals(STORAGE) ? OwnResourceRelation.ELSEWHERE : OwnResourceRelation.PERHAPS_ELSEWHERE;
    }

    private boolean isOwnAccount(ResourceId scope) {
        return scope.within(STORAGE)
                .filter(stored ->
                        account.filter(stored.name()::equalsIgnoreCase).isPresent())
                .isPresent();
    }

    /** An assignment above subscriptions covers unknown subscriptions. */
    private boolean mayHoldOwnOnes(ResourceId scope) {
        return scope.subscription().isEmpty()
                || group.map(own -> own.isWithin(scope)).orElse(true);
    }
}
