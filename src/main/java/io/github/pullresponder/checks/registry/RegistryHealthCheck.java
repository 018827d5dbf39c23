package io.github.pullresponder.checks.registry;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryResourceHealth;
import java.util.List;
import java.util.Optional;

/** Checks that the registry is healthy. */
final class RegistryHealthCheck extends AbstractWholePullCheck {
    private static final int LOWEST_SERVER_ERROR = 500;

    RegistryHealthCheck() {
        super("registry-health", "The registry is healthy", Cause.REGISTRY_UNAVAILABLE);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        if (!pull.error().symptoms().contains(Symptom.REGISTRY_ERROR)) {
            return ofHealth(pull);
        }
        var host = FailingHost.of(Symptom.REGISTRY_ERROR, pull);
        if (host.isMirrorOnNode()) {
            return undetermined(
                    "the artifact streaming mirror on the node (%s) failed, not the registry",
                    pull.error().observations().hostOf(Symptom.REGISTRY_ERROR).orElseGet(host::name));
        }
        return host.isAzureRegistry()
                ? ofFailure(host.name(), pull)
                : notApplicable("%s is not an Azure container registry", host.name());
    }

    /**
     * A server error alone may come from any device on the network path that answers for the registry, such as a firewall that inspects
     * TLS. It is the registry's own if Azure, or the registry's answer to Pull Responder, agrees.
     */
    private static Verdict ofFailure(String host, PullContext pull) {
        var health = ReadResult.attempt(pull::registryHealth);
        var status = ReadResult.attempt(() -> pull.images().status());
        var registry = PullContext.optionally(pull::registry);
        var finding = Finding.of(Cause.REGISTRY_UNAVAILABLE, "The registry %s returns HTTP 5xx".formatted(host))
                .because(FactSource.message(), "%s returned a server error to the node", host)
                .because(registry.map(RegistryHealthCheck::state).stream().toList());
        var explained = withAnswer(withHealth(finding, registry, health.optional()), status.optional(), pull);
        if (health.optional().filter(RegistryResourceHealth::isUnhealthy).isPresent()
                || status.optional().filter(RegistryHealthCheck::isServerError).isPresent()) {
            return confirmed(explained);
        }
        var unread = health.why().or(status::why);
        return unread.map(Verdict::undetermined)
                .orElseGet(() -> undetermined(
                        "%s returned a server error to the node, but Azure reports it as %s, and it returned %d to Pull Responder",
                        host, health.get().availability(), status.get()))
                .suspecting(explained);
    }

    private static Verdict ofHealth(PullContext pull) {
        var registry = pull.registry();
        var health = PullContext.optionally(pull::registryHealth);
        if (!registry.state().hasSucceeded()
                || health.filter(RegistryResourceHealth::isUnhealthy).isPresent()) {
            var finding = Finding.of(Cause.REGISTRY_UNAVAILABLE, "%s is not healthy".formatted(registry.name()))
                    .because(List.of(state(registry)));
            return undetermined("%s is not healthy; whether this caused the failure is not known", registry.name())
                    .suspecting(withHealth(finding, Optional.of(registry), health));
        }
        if (health.filter(RegistryResourceHealth::isAvailable).isPresent()) {
            return ruledOut(
                            registry.source(),
                            "%s is %s and %s",
                            registry.name(),
                            registry.state().provisioningState(),
                            health.get().availability())
                    .because(
                            health.get().source(),
                            "Azure reports it as %s",
                            health.get().availability());
        }
        var status = pull.images().status();
        return isServerError(status)
                ? undetermined(
                                "%s returned %d to Pull Responder; whether this caused the failure is not known",
                                registry.name(), status)
                        .suspecting(withAnswer(
                                Finding.of(Cause.REGISTRY_UNAVAILABLE, "%s is not healthy".formatted(registry.name()))
                                        .because(List.of(state(registry))),
                                Optional.of(status),
                                pull))
                : ruledOut(
                        FactSource.registryBase(pull.host()),
                        "%s returned %d to Pull Responder",
                        registry.name(),
                        status);
    }

    private static boolean isServerError(int status) {
        return status >= LOWEST_SERVER_ERROR;
    }

    private static Finding withAnswer(Finding finding, Optional<Integer> status, PullContext pull) {
        return status.map(code -> finding.because(
                        FactSource.registryBase(pull.host()), "%s returned %d to Pull Responder", pull.host(), code))
                .orElse(finding);
    }

    private static Evidence state(Registry registry) {
        return Evidence.of(
                registry.source(),
                "the provisioning state of %s is %s, its SKU is %s",
                registry.name(),
                registry.state().provisioningState(),
                registry.state().sku());
    }

    private static Finding withHealth(
            Finding finding, Optional<Registry> registry, Optional<RegistryResourceHealth> health) {
        var explained = health.map(reported -> finding.because(
                        reported.source(),
                        "Azure reports it as %s%s",
                        reported.availability(),
                        reported.summary().map(summary -> ": " + summary).orElse("")))
                .orElse(finding);
        return registry.map(known -> explained.fix(ImageRemedies.checkHealth(known)))
                .orElse(explained);
    }
}
