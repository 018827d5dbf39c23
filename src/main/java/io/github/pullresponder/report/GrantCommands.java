package io.github.pullresponder.report;

import io.github.pullresponder.evidence.Permission;
import io.github.pullresponder.preflight.Installation;
import io.github.pullresponder.preflight.State;
import io.github.pullresponder.preflight.Trial;
import io.github.pullresponder.preflight.TriedRight;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The commands that grant what is missing, with the roles that the infrastructure defines. */
final class GrantCommands {
    static final String SOMEBODY = "<object id of the app's identity>";
    private static final String SOME_APP = "<name of the app>";
    private static final String SOME_SUBSCRIPTION = "<subscription id>";

    private GrantCommands() {}

    static List<String> of(TriedRight right, Installation installation) {
        return right.in(State.MISSING).stream()
                .flatMap(trial -> commands(right.permission(), trial, installation))
                .distinct()
                .toList();
    }

    private static Stream<String> commands(Permission permission, Trial trial, Installation installation) {
        return switch (permission.system()) {
            case GRAPH -> Stream.of("infra/grant-graph.sh " + identity(installation));
            case KUBERNETES ->
                Stream.of(
                        assign(permission, trial, installation) + "   # a cluster with Azure RBAC for Kubernetes",
                        "sed 's/APP_PRINCIPAL_ID/%s/' infra/kubernetes/%s | kubectl apply -f -   # any other cluster"
                                .formatted(identity(installation), file(permission)));
            case ARM, REGISTRY, LOGS -> Stream.of(assign(permission, trial, installation));
        };
    }

    private static String identity(Installation installation) {
        return installation.objectId().orElse(SOMEBODY);
    }

    private static String file(Permission permission) {
        return permission.capability().isPresent() ? "pull-responder-secrets.yaml" : "pull-responder.yaml";
    }

    /** Each subscription has roles of its own, whose names end in its id; it stays open in both places if it is not known. */
    private static String assign(Permission permission, Trial trial, Installation installation) {
        var scope = trial.scope();
        var subscription = Optional.of(scope.subscription()).filter(id -> !id.isEmpty());
        var role = "%s (%s, %s)"
                .formatted(
                        permission.role(),
                        installation.appName().orElse(SOME_APP),
                        subscription.orElse(SOME_SUBSCRIPTION));
        return "az role assignment create --assignee-object-id %s --assignee-principal-type ServicePrincipal --role \"%s\" --scope %s"
                .formatted(
                        identity(installation),
                        role,
                        subscription.map(id -> "'" + scope + "'").orElse("'/subscriptions/" + SOME_SUBSCRIPTION + "'"));
    }
}
