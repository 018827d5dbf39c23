package io.github.pullresponder.inventory;

import io.github.pullresponder.checks.remedy.PullSecretReference;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.read.EvidenceSubject;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.text.ListFormat;
import java.util.List;

/**
 * The workloads of one namespace that pull from one registry with a credential, and stop working without it.
 *
 * @param workloads their kinds and names, as kubectl writes them
 */
public record CredentialDependentWorkloads(
        ResourceId cluster, String namespace, String registry, List<String> workloads) {
    private static final int MOST_NAMESPACES = 5;
    private static final int MOST_WORKLOADS = 5;

    public CredentialDependentWorkloads {
        workloads = List.copyOf(workloads);
    }

    public static Finding withEvidence(Finding finding, List<CredentialDependentWorkloads> all) {
        var extended = finding;
        for (var some : all.subList(0, Math.min(all.size(), MOST_NAMESPACES))) {
            extended = extended.because(some.source(), "%s", some.words());
        }
        var rest = all.size() - MOST_NAMESPACES;
        return rest > 0
                ? extended.because(
                        all.get(MOST_NAMESPACES).source(), "the same applies to workloads of %d more namespaces", rest)
                : extended;
    }

    public static Finding withEvidenceOfUse(
            Finding finding, PullSecretReference secret, List<CredentialDependentWorkloads> all) {
        return all.isEmpty() ? finding.because(secret.source(), "no pod uses it now") : withEvidence(finding, all);
    }

    private String words() {
        return ("if this credential stops working, %s (namespace %s, cluster %s) cannot pull from %s, unless another"
                        + " identity has access")
                .formatted(ListFormat.first(MOST_WORKLOADS, workloads), namespace, cluster.name(), registry);
    }

    private FactSource source() {
        return new FactSource("Kubernetes pods of " + cluster.name(), EvidenceSubject.resource(cluster));
    }
}
