package io.github.pullresponder.report;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.preflight.AppInstallation;
import io.github.pullresponder.preflight.PermissionProbe;
import io.github.pullresponder.preflight.ProbeStatus;
import io.github.pullresponder.preflight.ProbedPermission;
import io.github.pullresponder.read.Permission;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The commands that grant missing permissions, with the roles that the infrastructure defines. */
final class AppGrantCommands {
    static final String IDENTITY_PLACEHOLDER = "<object id of the app's identity>";
    private static final String CLUSTER = "Microsoft.ContainerService/managedClusters";
    private static final String APP_PLACEHOLDER = "<name of the app>";
    private static final String SUBSCRIPTION_PLACEHOLDER = "<subscription id>";

    private AppGrantCommands() {}

    static List<String> of(ProbedPermission right, AppInstallation installation) {
        return right.in(ProbeStatus.MISSING).stream()
                .flatMap(trial -> commands(right.permission(), trial, installation))
                .distinct()
                .toList();
    }

    private static Stream<String> commands(Permission permission, PermissionProbe trial, AppInstallation installation) {
        return switch (permission.system()) {
            case GRAPH -> Stream.of(script("infra/grant-graph.sh", installation));
            case KUBERNETES ->
                Stream.concat(
                        Stream.of(assign(permission, trial, installation)
                                + "   # a cluster with Azure RBAC for Kubernetes"),
                        inCluster(permission, trial, installation));
            case ARM, REGISTRY, LOGS -> Stream.of(assign(permission, trial, installation));
        };
    }

    /** The command line of a script of this project, with the app's identity as its last argument. */
    static String script(String script, AppInstallation installation, String... options) {
        return display(CommandLine.program(script, options)
                .argument(identity(installation))
                .build());
    }

    private static Stream<String> inCluster(
            Permission permission, PermissionProbe trial, AppInstallation installation) {
        var apply = trial.scope()
                .within(CLUSTER)
                .map(cluster -> CommandLine.kubectl(cluster, "apply", "--filename", "-"))
                .orElseGet(() -> CommandLine.program("kubectl", "apply", "--filename", "-"));
        var command = Command.script(
                "sed s/APP_PRINCIPAL_ID/{2}/ infra/kubernetes/%1$s | {1}".formatted(file(permission)),
                "(Get-Content infra/kubernetes/%1$s) -replace 'APP_PRINCIPAL_ID', {2} | {1}"
                        .formatted(file(permission)),
                apply,
                CommandLine.value(identity(installation)));
        return Stream.concat(
                command.clusters().stream().map(cluster -> display(Command.contextOf(cluster))),
                Stream.concat(
                        Stream.of(display(command) + "   # any other cluster, bash"),
                        command.powerShell().filter(text -> command.problem().isEmpty()).stream()
                                .map(text -> text + "   # any other cluster, PowerShell")));
    }

    static String display(Command command) {
        return command.problem().map(why -> "no command is shown: " + why).orElse(command.bash());
    }

    private static String identity(AppInstallation installation) {
        return installation.objectId().orElse(IDENTITY_PLACEHOLDER);
    }

    private static String file(Permission permission) {
        return permission.capability().isPresent() ? "pull-responder-secrets.yaml" : "pull-responder.yaml";
    }

    /** Each subscription has its own roles, whose names end in its ID. An unknown subscription is a placeholder in both places. */
    private static String assign(Permission permission, PermissionProbe trial, AppInstallation installation) {
        var scope = trial.scope();
        var subscription = Optional.of(scope.subscription()).filter(id -> !id.isEmpty());
        var role = "%s (%s, %s)"
                .formatted(
                        permission.role(),
                        installation.appName().orElse(APP_PLACEHOLDER),
                        subscription.orElse(SUBSCRIPTION_PLACEHOLDER));
        return display(CommandLine.az("role", "assignment", "create")
                .option("--assignee-object-id", identity(installation))
                .literals("--assignee-principal-type", "ServicePrincipal")
                .option("--role", role)
                .option(
                        "--scope",
                        subscription.map(id -> scope.toString()).orElse("/subscriptions/" + SUBSCRIPTION_PLACEHOLDER))
                .build());
    }
}
