package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.PrivateLinkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.ServiceEndpointPolicy;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;
import java.util.List;

/**
 * Checks that no service endpoint policy blocks the storage that serves the layers. A registry stores them in storage accounts that
 * Azure manages, and policies deny those ("Virtual network service endpoint policies for Azure Storage"; AKS issue 1383).
 */
final class ServiceEndpointPolicyCheck extends AbstractNetworkCheck {
    /** Message of Azure Storage for a link with an invalid signature; for a policy it says "not authorized". */
    private static final String BAD_SIGNATURE = "Server failed to authenticate the request";

    ServiceEndpointPolicyCheck() {
        super(
                "service-endpoint-policy",
                "No service endpoint policy blocks the storage that serves the layers",
                Cause.SERVICE_ENDPOINT_POLICY_BLOCKS_STORAGE);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var subnet = path.nodeSubnet();
        var registry = path.registry();
        if (subnet.serviceEndpointPolicies().isEmpty()) {
            return ruledOut(path.nodeNetwork().source(), "subnet %s has no service endpoint policy", subnet.name());
        }
        if (!subnet.hasServiceEndpointOfStorage()) {
            return ruledOut(
                    path.nodeNetwork().source(),
                    "subnet %s has no service endpoint for storage: its policies have no effect",
                    subnet.name());
        }
        if (!path.servesFromStorage()) {
            return ruledOut(
                    registry.source(),
                    "%s serves layers from %s, which is not a storage account",
                    registry.name(),
                    path.dataHost());
        }
        if (!registry.network().dataHosts().isEmpty()) {
            return undetermined(
                    "the node was redirected to %s, but now %s serves layers from dedicated data endpoints",
                    path.dataHost(), registry.name());
        }
        if (pull.error().message().contains(BAD_SIGNATURE)) {
            return undetermined("storage rejected the signature of the link, which is not the error of a policy");
        }
        return ofPolicies(path, pull);
    }

    private static Verdict ofPolicies(PullPath path, PullContext pull) {
        // A proxy would send the request to storage from another network.
        path.destinations(path.dataHost());
        var policies = path.snapshot().nodeRules().storage().get();
        var alias = policies.stream()
                .filter(ServiceEndpointPolicy::mayAllowRegistries)
                .findFirst();
        if (alias.isPresent()) {
            return undetermined(
                    "whether an alias in service endpoint policy %s allows the storage of registries is not known",
                    alias.get().id().name());
        }
        var finding = finding(path, policies);
        return mayHaveFailedAtData(path, pull)
                ? confirmed(finding)
                : ruledOut(FactSource.message(), "the failure is not at the storage that serves the layers")
                        .advising(finding);
    }

    private static Finding finding(PullPath path, List<ServiceEndpointPolicy> policies) {
        var subnet = path.nodeSubnet();
        var registry = path.registry();
        var first = policies.get(0).id();
        var finding = Finding.of(
                        Cause.SERVICE_ENDPOINT_POLICY_BLOCKS_STORAGE,
                        "Service endpoint policy %s on subnet %s denies the storage that serves the layers of %s"
                                .formatted(first.name(), subnet.name(), registry.name()))
                .because(
                        path.nodeNetwork().source(),
                        "subnet %s has the service endpoint Microsoft.Storage and policy %s",
                        subnet.name(),
                        first.name());
        for (var policy : policies) {
            finding = finding.because(
                    FactSource.arm(policy.id()),
                    "%s allows %s",
                    policy.id().name(),
                    policy.resources().isEmpty() ? "no account" : "only " + String.join(", ", policy.resources()));
        }
        return finding.because(
                        registry.source(),
                        "%s has no dedicated data endpoints: its layers come from storage accounts that Azure manages",
                        registry.name())
                .fix(PrivateLinkRemedies.serveLayersFromDataEndpoints(registry))
                .fix(PrivateLinkRemedies.orRemovePolicy(first, subnet.id()));
    }
}
