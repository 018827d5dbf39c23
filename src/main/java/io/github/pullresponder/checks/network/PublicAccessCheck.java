package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.PrivateLinkRemedies;
import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.OutboundPublicAddresses;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.registry.RegistryNetwork.PublicAccess;
import java.util.List;

/** Checks that the registry allows public access or has a private endpoint. Guide: 403, solution 2. */
final class PublicAccessCheck extends AbstractWholePullCheck {

    PublicAccessCheck() {
        super(
                "public-access",
                "The registry allows public access or has a private endpoint",
                Cause.PUBLIC_ACCESS_DISABLED);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var registry = pull.registry();
        if (registry.network().publicAccess() == PublicAccess.OTHER) {
            throw registry.hiddenByPerimeter();
        }
        if (registry.network().publicAccess() != PublicAccess.DISABLED) {
            return ruledOut(registry.source(), "public access to %s is enabled", registry.name());
        }
        if (!registry.network().endpoints().isEmpty()) {
            return ruledOut(registry.source(), "%s has a private endpoint", registry.name());
        }
        var finding = Finding.of(
                        Cause.PUBLIC_ACCESS_DISABLED,
                        "Public access to %1$s is disabled, and %1$s has no private endpoint"
                                .formatted(registry.name()))
                .because(registry.source(), "publicNetworkAccess of %s is Disabled", registry.name())
                .because(registry.source(), "%s has no private endpoint connection", registry.name());
        var path = pull.path();
        if (path.snapshot().nodes().isRead()) {
            finding = finding.fix(
                    PrivateLinkRemedies.createEndpoint("Create a private endpoint in the nodes' network", path));
        }
        var addresses = PullContext.optionally(path::egress)
                .map(OutboundPublicAddresses::addresses)
                .orElse(List.of());
        return confirmed(finding.fix(PrivateLinkRemedies.orEnableSelectedNetworks(registry, addresses)));
    }
}
