package io.github.pullresponder.preflight.unneeded;

import io.github.pullresponder.evidence.AccessControl;
import io.github.pullresponder.evidence.GraphTokenPermissions;
import io.github.pullresponder.read.EnabledCapabilities;
import io.github.pullresponder.read.ReadExecutor;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the identity's rights and compares them with those that the settings need: role assignments at, above and below
 * every visible subscription, and the permissions in its token for Microsoft Graph. Rights inside clusters are not read.
 */
public final class RightsReview {
    private final ReadExecutor reads;
    private final EnabledCapabilities capabilities;
    private final Optional<String> storageAccount;
    private final Supplier<GraphTokenPermissions> graphRights;

    /**
     * @param storageAccount the name of the app's own storage account; absent if it is not known
     * @param graphRights returns the permissions in the token for Microsoft Graph
     */
    public RightsReview(
            ReadExecutor reads,
            EnabledCapabilities capabilities,
            Optional<String> storageAccount,
            Supplier<GraphTokenPermissions> graphRights) {
        this.reads = reads;
        this.capabilities = capabilities;
        this.storageAccount = storageAccount;
        this.graphRights = graphRights;
    }

    /**
     * Compares the rights of an identity with the settings.
     *
     * @param objectId the object id of the identity
     * @param appName the app's name, which is part of the names of its custom roles
     */
    public UnneededRightsResult compare(AccessControl access, Optional<String> objectId, Optional<String> appName) {
        var token = reads.start("a token for Microsoft Graph", graphRights);
        var roles = objectId.map(id -> roles(access, id, appName))
                .orElseGet(() ->
                        UnneededRightsResult.notChecked("role assignments: the identity's object id is not known"));
        var graph = token.result();
        return roles.and(graph.optional()
                .map(rights -> UnneededGraphPermissionFinder.of(rights, capabilities))
                .orElseGet(() -> UnneededRightsResult.notChecked("permissions of Microsoft Graph: "
                        + graph.why().map(Throwable::getMessage).orElse(""))));
    }

    private UnneededRightsResult roles(AccessControl access, String objectId, Optional<String> appName) {
        var reading = new HeldRoleReader(access, reads);
        var held = reading.read(objectId);
        return new UnneededRoleFinder(objectId, appName, RequiredAppActions.of(capabilities), storageAccount, held)
                .compare()
                .and(new UnneededRightsResult(List.of(), reading.notChecked()));
    }
}
