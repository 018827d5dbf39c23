package io.github.pullresponder.checks.registry;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.checks.remedy.NodeRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.MessageCheck;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.registry.CacheRule;
import io.github.pullresponder.registry.RegistryEntry;
import java.util.List;
import java.util.Optional;

/** Checks that registries outside Azure do not throttle requests. Docker Hub does, by address and account. */
final class UpstreamThrottledCheck extends MessageCheck {

    UpstreamThrottledCheck() {
        super("upstream-throttled", "Registries outside Azure do not throttle requests", Cause.UPSTREAM_THROTTLED);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var host = FailingHost.of(Symptom.THROTTLED, pull);
        var ofCacheSource = pull.error().observations().ofCacheSource();
        if (host.isMirrorOnNode()) {
            return undetermined(
                    "the mirror on the node (%s) answered 429; which registry throttles is not known", host.name());
        }
        if (!host.isNamed() && !(ofCacheSource && host.isAzureRegistry())) {
            var open = FailingHost.notNamed();
            return host.isAzureRegistry() ? open : open.suspecting(throttling(host, pull));
        }
        if (host.isAzureRegistry()) {
            return ofCacheSource
                    ? confirmed(ofSource(host, pull))
                    : ruledOut(Source.message(), "%s is no registry outside Azure", host.name());
        }
        if (host.isSignIn()) {
            return ruledOut(
                    Source.message(), "%s throttles, where nodes get their tokens: it is no registry", host.name());
        }
        return confirmed(throttling(host, pull));
    }

    private static Finding throttling(FailingHost host, PullContext pull) {
        var finding = Finding.of(Cause.UPSTREAM_THROTTLED, "%s throttles the pulls".formatted(host.name()))
                .because(Source.message(), "%s", host.answered429())
                .because(Source.message(), "%s is not an Azure container registry", host.name());
        return cacheFor(pull)
                .map(registry -> finding.fix(ImageRemedies.cacheIn(registry, pull.image(), pull)))
                .orElse(finding)
                .fix(NodeRemedies.PULL_LESS_AT_ONCE);
    }

    /** The registry passes on what the source of a cache rule answered. */
    private static Finding ofSource(FailingHost host, PullContext pull) {
        var rule = PullContext.orEmpty(pull::cacheRule);
        var finding = Finding.of(
                        Cause.UPSTREAM_THROTTLED,
                        "The source of the cache rule for %s throttles the pulls of %s"
                                .formatted(pull.image().repository(), host.name()))
                .because(
                        Source.message(),
                        "%s, and it says that the source of a cache rule throttles",
                        host.answered429());
        var told = rule.map(it -> finding.because(
                        it.source(),
                        "cache rule %s fetches %s from %s, %s",
                        it.name(),
                        pull.image().repository(),
                        it.sourceOf(pull.image().repository()),
                        it.credentialSet()
                                .map(set -> "with credential set " + set.name())
                                .orElse("without a credential set")))
                .orElse(finding);
        var signsIn = rule.flatMap(CacheRule::credentialSet).isPresent();
        return (signsIn ? told : told.fix(ImageRemedies.AUTHENTICATE_CACHE)).fix(NodeRemedies.PULL_LESS_AT_ONCE);
    }

    /** An image of an Azure registry comes through a cache already. */
    private static Optional<RegistryEntry> cacheFor(PullContext pull) {
        return AzureRegistryHosts.isRegistry(pull.host())
                ? Optional.empty()
                : PullContext.optionally(pull::visibleRegistries).orElse(List.of()).stream()
                        .findFirst();
    }
}
