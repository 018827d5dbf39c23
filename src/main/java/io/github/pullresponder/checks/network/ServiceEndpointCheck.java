package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.PrivateLinkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.NextHop.EffectiveNextHopType;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;

/**
 * Checks that the registry allows the nodes' subnet, if the subnet uses a service endpoint.
 *
 * <p>Source: "Restrict access to a container registry using a service endpoint in an Azure virtual network".
 */
final class ServiceEndpointCheck extends AbstractNetworkCheck {

    ServiceEndpointCheck() {
        super(
                "service-endpoint",
                "The registry allows the nodes' subnet, if it uses a service endpoint",
                Cause.SERVICE_ENDPOINT_NOT_ALLOWED);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        requirePublicRoute(path);
        var subnet = path.nodeSubnet();
        if (!subnet.hasServiceEndpointOfRegistries()) {
            return notApplicable("subnet %s has no service endpoint for registries", subnet.name());
        }
        var client = path.clientAddress();
        if (client.isPresent() || path.publicHop().kind() != EffectiveNextHopType.DIRECT) {
            return notApplicable("the request did not come through a service endpoint");
        }
        return path.registry().network().deniesByDefault() ? ofSubnet(path, pull) : ofOpenRegistry(path, pull);
    }

    private static Verdict ofOpenRegistry(PullPath path, PullContext pull) {
        var registry = path.registry();
        return NetworkRefusalDetector.isPossible(path, pull)
                ? undetermined(
                        "%s refused the request, but now its rules allow every network: a rule change takes effect with a delay",
                        registry.name())
                : ruledOut(registry.source(), "%s allows every network", registry.name());
    }

    private static Verdict ofSubnet(PullPath path, PullContext pull) {
        var registry = path.registry();
        var subnet = path.nodeSubnet();
        if (path.allowsNodeSubnet()) {
            return NetworkRefusalDetector.isPossible(path, pull)
                    ? undetermined(
                            "%s refused the request, but now a rule allows subnet %s: a rule change takes effect with a delay",
                            registry.name(), subnet.name())
                    : ruledOut(registry.source(), "%s allows subnet %s", registry.name(), subnet.name());
        }
        var finding = Finding.of(
                        Cause.SERVICE_ENDPOINT_NOT_ALLOWED,
                        "%s does not allow subnet %s, which uses a service endpoint"
                                .formatted(registry.name(), subnet.name()))
                .because(
                        registry.source(),
                        "%s denies by default, and none of its rules is for subnet %s",
                        registry.name(),
                        subnet.name())
                .because(
                        path.nodeNetwork().source(),
                        "subnet %s has the service endpoint Microsoft.ContainerRegistry: its traffic has no public IP address",
                        subnet.name());
        var client = pull.error().observations().clientAddress();
        return confirmed((client.isPresent()
                        ? finding.because(
                                FactSource.message(),
                                "%s refused the private address %s",
                                registry.name(),
                                client.get())
                        : finding)
                .fix(PrivateLinkRemedies.allowSubnet(registry, subnet.id()))
                .fix(PrivateLinkRemedies.orLeaveServiceEndpoint(subnet.id())));
    }
}
