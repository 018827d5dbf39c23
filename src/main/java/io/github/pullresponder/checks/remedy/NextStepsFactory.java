package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.az;

import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.ReportSubject;
import io.github.pullresponder.registry.AzureRegistryHosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Read-only steps for a diagnosis in which no cause was confirmed. */
public final class NextStepsFactory {
    private static final String LOGIN_EVENTS =
            "If the registry's diagnostic settings send its logs to a workspace, query the registry's answers there:"
                    + " ContainerRegistryLoginEvents | where LoginServer == \"%s\" and ResultType != \"0\"";

    private NextStepsFactory() {}

    /**
     * Returns the steps, the most useful one first.
     *
     * @param host the image's host, if the reference is valid
     */
    public static List<Remedy> after(ReportSubject subject, Optional<String> host) {
        var steps = new ArrayList<Remedy>();
        var cluster = subject.cluster();
        var azureHost = host.filter(AzureRegistryHosts::isRegistry);
        if (cluster.isPresent() && azureHost.isPresent()) {
            steps.add(Remedy.of(
                    "Test the registry from a node of the cluster",
                    az("aks", "check-acr").resource(cluster.get()).option("--acr", azureHost.get())));
        }
        var node = subject.placement().node();
        if (cluster.isPresent() && node.isPresent() && !subject.image().isEmpty()) {
            steps.add(Remedy.of(
                    "Pull on the node. The command sends no credentials, so ignore a 401; a timeout shows a network problem",
                    NodeRemedies.onNode(cluster.get(), node.get())
                            .literals("crictl", "pull")
                            .argument(subject.image())));
        }
        azureHost.map(LOGIN_EVENTS::formatted).map(Remedy::of).ifPresent(steps::add);
        steps.add(Remedy.of("For a support request, attach this report and the kubelet and containerd logs of the node"
                + " around the time of the failure"));
        return List.copyOf(steps);
    }
}
