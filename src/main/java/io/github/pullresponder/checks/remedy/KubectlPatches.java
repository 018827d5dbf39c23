package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.kubectl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.cluster.Workload;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.resource.ResourceId;

/** The {@code kubectl patch} commands. Their patches are built as JSON, never concatenated as text. */
final class KubectlPatches {
    private KubectlPatches() {}

    /** Adds a pull secret to a service account; its other secrets stay, because Kubernetes merges this list. */
    static CommandLine imagePullSecret(ResourceId cluster, String namespace, String account, String secret) {
        var patch = object();
        patch.putArray("imagePullSecrets").addObject().put("name", secret);
        return kubectl(cluster, "patch")
                .object("serviceaccount", account)
                .namespace(namespace)
                .option("--patch", patch.toString());
    }

    /** Only for a workload that creates pods: the pull policy of a standalone pod cannot be changed. */
    static CommandLine pullPolicy(ResourceId cluster, Workload workload, String policy) {
        var patch = object();
        patch.withObjectProperty("spec")
                .withObjectProperty("template")
                .withObjectProperty("spec")
                .putArray("containers")
                .addObject()
                .put("name", workload.container())
                .put("imagePullPolicy", policy);
        return patching(cluster, workload).option("--patch", patch.toString());
    }

    /** The node selector of a pod cannot be changed, so a standalone pod is replaced. */
    static Command nodeSelector(ResourceId cluster, Workload workload, String label, String value) {
        var patch = object();
        var spec = patch.withObjectProperty("spec");
        if (!workload.isPod()) {
            spec.withObjectProperty("template")
                    .withObjectProperty("spec")
                    .withObjectProperty("nodeSelector")
                    .put(label, value);
            return patching(cluster, workload)
                    .option("--patch", patch.toString())
                    .build();
        }
        spec.putNull("nodeName").withObjectProperty("nodeSelector").put(label, value);
        var changed = patching(cluster, workload)
                .option("--patch", patch.toString())
                .literals("--dry-run=client", "--output", "yaml");
        var replace = kubectl(cluster, "replace", "--force", "--filename", "-");
        return Command.script("{1} | {2}", "{1} | {2}", changed, replace);
    }

    private static CommandLine patching(ResourceId cluster, Workload workload) {
        return kubectl(cluster, "patch")
                .object(workload.kind(), workload.name())
                .namespace(workload.namespace());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
