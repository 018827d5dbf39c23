package io.github.pullresponder.preflight.unneeded;

import io.github.pullresponder.evidence.AccessControl;
import io.github.pullresponder.evidence.TokenRights;
import io.github.pullresponder.read.Capabilities;
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
    private final Capabilities capabilities;
    private final Optional<String> storageAccount;
    private final Supplier<TokenRights> graphRights;

    /**
     * @param storageAccount the name of the app's own storage account; absent if it is not known
     * @param graphRights returns the permissions in the token for Microsoft Graph
     */
    public RightsReview(
            ReadExecutor reads,
            Capabilities capabilities,
            Optional<String> storageAccount,
            Supplier<TokenRights> graphRights) {
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
    public RightsComparison compare(AccessControl access, Optional<String> objectId, Optional<String> appName) {
        var token = reads.start("a token for Microsoft Graph", graphRights);
        var roles = objectId.map(id -> roles(access, id, appName))
                .orElseGet(
                        () -> RightsComparison.notChecked("role assignments: the identity's object id is not known"));
        var graph = token.result();
        return roles.and(graph.optional()
                .map(rights -> GraphComparison.of(rights, capabilities))
                .orElseGet(() -> RightsComparison.notChecked("permissions of Microsoft Graph: "
                        + graph.why().map(Throwable::getMessage).orElse(""))));
    }

    private RightsComparison roles(AccessControl access, String objectId, Optional<String> appName) {
        var reading = new HeldRoles(access, reads);
        var held = reading.read(objectId);
        return new RoleComparison(objectId, appName, NeededActions.of(capabilities), storageAccount, held)
                .compare()
                .and(new RightsComparison(List.of(), reading.notChecked()));
    }
}
