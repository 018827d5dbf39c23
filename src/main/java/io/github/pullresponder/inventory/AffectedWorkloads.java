package io.github.pullresponder.inventory;

import io.github.pullresponder.checks.remedy.SecretRef;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.text.DisplayFormat;
import java.util.List;

/**
 * Workloads of one namespace that pull from one registry with a credential: what stops working without it.
 *
 * @param workloads as kubectl names them
 */
public record AffectedWorkloads(ResourceId cluster, String namespace, String registry, List<String> workloads) {
    private static final int MOST_NAMESPACES = 5;
    private static final int MOST_WORKLOADS = 5;

    public AffectedWorkloads {
        workloads = List.copyOf(workloads);
    }

    public static Finding withEvidence(Finding finding, List<AffectedWorkloads> all) {
        var extended = finding;
        for (var some : all.subList(0, Math.min(all.size(), MOST_NAMESPACES))) {
            extended = extended.because(some.source(), "%s", some.words());
        }
        var rest = all.size() - MOST_NAMESPACES;
        return rest > 0
                ? extended.because(all.get(MOST_NAMESPACES).source(), "nor can workloads of %d more namespaces", rest)
                : extended;
    }

    public static Finding withEvidenceOrNone(Finding finding, SecretRef secret, List<AffectedWorkloads> all) {
        return all.isEmpty() ? finding.because(secret.source(), "no pod uses it now") : withEvidence(finding, all);
    }

    private String words() {
        var shown = workloads.stream().limit(MOST_WORKLOADS).toList();
        var rest = workloads.size() - shown.size();
        return "without it, and unless another identity may, %s%s in namespace %s of %s cannot pull from %s"
                .formatted(
                        DisplayFormat.list(shown),
                        rest > 0 ? " and " + rest + " more" : "",
                        namespace,
                        cluster.name(),
                        registry);
    }

    private Source source() {
        return new Source("Kubernetes pods of " + cluster.name());
    }
}
