package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.checks.remedy.PullSecretRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.KubeletIdentity;
import io.github.pullresponder.pull.PullingIdentity.ServiceAccountIdentity;
import io.github.pullresponder.read.FactSource;

/** Checks that the registry is in the cluster's tenant. A managed identity does not exist in other tenants. */
final class RegistryTenantCheck extends AbstractCredentialCheck {

    RegistryTenantCheck() {
        super("registry-tenant", "The registry is in the cluster's tenant", Cause.REGISTRY_IN_ANOTHER_TENANT);
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof KubeletIdentity || identity instanceof ServiceAccountIdentity)) {
            return notApplicable("%s is not a managed identity", identity.name());
        }
        var cluster = pull.cluster();
        var registry = pull.registry();
        var known = pull.registryTenant().isPresent() && cluster.tenantId().isPresent();
        if (known && !pull.registryIsInAnotherTenant()) {
            return ruledOut(FactSource.resourceGraph(pull.host()), "registry and cluster are in the same tenant");
        }
        if (!known && registry.id().subscription().equalsIgnoreCase(cluster.id().subscription())) {
            return ruledOut(registry.source(), "registry and cluster are in the same subscription");
        }
        if (!known) {
            return undetermined(
                    "the tenant of %s is not known",
                    pull.registryTenant().isEmpty() ? registry.name() : cluster.name());
        }
        return confirmed(Finding.of(
                        Cause.REGISTRY_IN_ANOTHER_TENANT,
                        "Registry %1$s and cluster %2$s are in different Entra tenants; the cluster's identity does not exist in %1$s's tenant"
                                .formatted(registry.name(), cluster.name()))
                .because(
                        cluster.source(),
                        "the tenant of %s is %s",
                        cluster.name(),
                        cluster.tenantId().orElse("unknown"))
                .because(
                        FactSource.resourceGraph(pull.host()),
                        "the tenant of %s is %s",
                        registry.name(),
                        pull.registryTenant().orElse("unknown"))
                .fix(PullSecretRemedies.createSecretForServiceAccount(
                        registry, pull, IdentityRemedies.DEFAULT_SECRET)));
    }
}
