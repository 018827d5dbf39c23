package io.github.pullresponder.checks.registry;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.checks.remedy.NodeRemedies;
import io.github.pullresponder.diagnosis.AbstractMessageCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.registry.CacheRule;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import java.util.List;
import java.util.Optional;

/** Checks that registries outside Azure do not throttle requests. Docker Hub has limits per IP address and per account. */
final class ExternalRegistryThrottledCheck extends AbstractMessageCheck {

    ExternalRegistryThrottledCheck() {
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
                    : ruledOut(FactSource.message(), "%s is an Azure container registry", host.name());
        }
        if (host.isSignIn()) {
            return ruledOut(
                    FactSource.message(),
                    "%s throttles requests; it issues tokens to nodes and is not a registry",
                    host.name());
        }
        return confirmed(throttling(host, pull));
    }

    private static Finding throttling(FailingHost host, PullContext pull) {
        var finding = Finding.of(Cause.UPSTREAM_THROTTLED, "The registry %s throttles requests".formatted(host.name()))
                .because(FactSource.message(), "%s", host.answered429())
                .because(FactSource.message(), "%s is not an Azure container registry", host.name());
        return cacheFor(pull)
                .map(registry -> finding.fix(ImageRemedies.cacheIn(registry, pull.image(), pull)))
                .orElse(finding)
                .fix(NodeRemedies.START_FEWER_PODS_AT_ONCE);
    }

    /** The registry forwards the answer from the source of a cache rule. */
    private static Finding ofSource(FailingHost host, PullContext pull) {
        var rule = PullContext.orEmpty(pull::cacheRule);
        var finding = Finding.of(
                        Cause.UPSTREAM_THROTTLED,
                        "The source of the cache rule for %s throttles the requests of %s"
                                .formatted(pull.image().repository(), host.name()))
                .because(
                        FactSource.message(),
                        "%s, and it reports that the source of a cache rule throttles",
                        host.answered429());
        var explained = rule.map(known -> finding.because(
                        known.source(),
                        "cache rule %s fetches %s from %s, %s",
                        known.name(),
                        pull.image().repository(),
                        known.sourceOf(pull.image().repository()),
                        known.credentialSet()
                                .map(set -> "with credential set " + set.name())
                                .orElse("without a credential set")))
                .orElse(finding);
        var signsIn = rule.flatMap(CacheRule::credentialSet).isPresent();
        return (signsIn ? explained : explained.fix(ImageRemedies.AUTHENTICATE_CACHE))
                .fix(NodeRemedies.START_FEWER_PODS_AT_ONCE);
    }

    /** A registry that can cache the image; empty for an image that is in an Azure registry already. */
    private static Optional<ResourceGraphRegistry> cacheFor(PullContext pull) {
        return AzureRegistryHosts.isRegistry(pull.host())
                ? Optional.empty()
                : PullContext.optionally(pull::visibleRegistries).orElse(List.of()).stream()
                        .findFirst();
    }
}
