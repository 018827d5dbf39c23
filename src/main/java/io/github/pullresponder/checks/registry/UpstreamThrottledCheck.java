package io.github.pullresponder.checks.registry;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.checks.remedy.NodeRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Check;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.registry.RegistryEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Does a registry outside Azure throttle? Docker Hub does, by address and account. */
public final class UpstreamThrottledCheck implements Check {

    @Override
    public String id() {
        return "upstream-throttled";
    }

    @Override
    public String question() {
        return "Do registries outside Azure take all requests?";
    }

    @Override
    public Set<Symptom> explains() {
        return Set.of(Symptom.THROTTLED);
    }

    @Override
    public Verdict examine(PullContext pull) {
        if (pull.error().symptom() != Symptom.THROTTLED) {
            return notApplicable("the message tells of no throttling");
        }
        var host = FailingHost.of(pull);
        if (host.isAzureRegistry() || host.isMirrorOnNode()) {
            return ruledOut("%s is no registry outside Azure", host.name());
        }
        var finding = Finding.of(Cause.UPSTREAM_THROTTLED, "%s throttles the pulls".formatted(host.name()))
                .because(Source.message(), "%s answered 429, and is not an Azure container registry", host.name());
        return confirmed(cacheFor(pull)
                .map(registry -> finding.fix(ImageRemedies.cacheIn(registry, pull.image(), pull)))
                .orElse(finding)
                .fix(NodeRemedies.PULL_LESS_AT_ONCE));
    }

    /** An image of an Azure registry comes through a cache already. */
    private static Optional<RegistryEntry> cacheFor(PullContext pull) {
        return AzureRegistryHosts.isRegistry(pull.host())
                ? Optional.empty()
                : PullContext.optionally(pull::visibleRegistries).orElse(List.of()).stream()
                        .findFirst();
    }
}
