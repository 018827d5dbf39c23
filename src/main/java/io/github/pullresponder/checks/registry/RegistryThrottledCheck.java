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
import io.github.pullresponder.registry.Registry;

/** Checks that the registry does not throttle requests. */
final class RegistryThrottledCheck extends AbstractMessageCheck {
    RegistryThrottledCheck() {
        super("registry-throttled", "The registry does not throttle requests", Cause.REGISTRY_THROTTLED);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var host = FailingHost.of(Symptom.THROTTLED, pull);
        if (host.isMirrorOnNode()) {
            return undetermined(
                            "the mirror on the node (%s) answered 429; whether it or the registry throttles is not known",
                            host.name())
                    .suspecting(throttling(host, pull));
        }
        var ofCacheSource = pull.error().observations().ofCacheSource();
        if (!host.isNamed() && !ofCacheSource) {
            var open = FailingHost.notNamed();
            return host.isAzureRegistry() ? open.suspecting(throttling(host, pull)) : open;
        }
        if (!host.isAzureRegistry()) {
            return ruledOut(
                    FactSource.message(), "%s throttles requests; it is not an Azure container registry", host.name());
        }
        return ofCacheSource
                ? ruledOut(FactSource.message(), "%s reports that the source of a cache rule throttles", host.name())
                : confirmed(throttling(host, pull));
    }

    private static Finding throttling(FailingHost host, PullContext pull) {
        var finding = Finding.of(Cause.REGISTRY_THROTTLED, "The registry %s throttles requests".formatted(host.name()))
                .because(FactSource.message(), "%s", host.answered429());
        return PullContext.optionally(pull::registry)
                .map(registry -> withSku(finding, registry, pull))
                .orElse(finding)
                .fix(NodeRemedies.START_FEWER_PODS_AT_ONCE);
    }

    private static Finding withSku(Finding finding, Registry registry, PullContext pull) {
        var sku = registry.state().sku();
        var explained = finding.because(registry.source(), "the SKU of %s is %s", registry.name(), sku);
        return registry.state().isPremium()
                ? explained.fix(ImageRemedies.streamImage(registry, pull.image()))
                : explained.fix(ImageRemedies.upgradeSku(registry));
    }
}
