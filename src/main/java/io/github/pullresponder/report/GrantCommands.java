package io.github.pullresponder.report;

import io.github.pullresponder.evidence.Permission;
import io.github.pullresponder.preflight.State;
import io.github.pullresponder.preflight.Trial;
import io.github.pullresponder.preflight.TriedRight;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The commands that grant what is missing, with the roles that the infrastructure defines. */
final class GrantCommands {
    private static final String SOMEBODY = "<object id of the app's identity>";

    private GrantCommands() {}

    static List<String> of(TriedRight right, Optional<String> objectId) {
        var identity = objectId.orElse(SOMEBODY);
        return right.in(State.MISSING).stream()
                .flatMap(trial -> commands(right.permission(), trial, identity))
                .distinct()
                .toList();
    }

    private static Stream<String> commands(Permission permission, Trial trial, String identity) {
        return switch (permission.system()) {
            case GRAPH -> Stream.of("infra/grant-graph.sh " + identity);
            case KUBERNETES ->
                Stream.of(
                        assign(permission, trial, identity) + "   # a cluster with Azure RBAC for Kubernetes",
                        "kubectl apply -f infra/kubernetes/   # any other cluster, after putting the object id in");
            case ARM, REGISTRY, LOGS -> Stream.of(assign(permission, trial, identity));
        };
    }

    private static String assign(Permission permission, Trial trial, String identity) {
        var scope = trial.scope().toString();
        return "az role assignment create --assignee-object-id %s --assignee-principal-type ServicePrincipal --role \"%s\" --scope %s"
                .formatted(identity, permission.role(), scope.equals("/") ? "/subscriptions/<id>" : "'" + scope + "'");
    }
}
