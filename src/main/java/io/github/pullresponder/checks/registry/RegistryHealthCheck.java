package io.github.pullresponder.checks.registry;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.PullCheck;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryHealth;
import java.util.List;
import java.util.Optional;

/** Checks that the registry is healthy. */
final class RegistryHealthCheck extends PullCheck {

    RegistryHealthCheck() {
        super("registry-health", "The registry is healthy", Cause.REGISTRY_UNAVAILABLE);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var failed = pull.error().symptom() == Symptom.REGISTRY_ERROR;
        if (failed && FailingHost.of(pull).isMirrorOnNode()) {
            return undetermined(
                    "it was not the registry that failed, but the mirror of artifact streaming on the node (%s)",
                    pull.error().host().orElseThrow());
        }
        if (failed && !FailingHost.of(pull).isAzureRegistry()) {
            return notApplicable(
                    "%s is not an Azure container registry",
                    FailingHost.of(pull).name());
        }
        return failed ? ofFailure(pull) : ofHealth(pull);
    }

    /** The registry said itself that it failed; what Azure says of it makes that clearer. */
    private static Verdict ofFailure(PullContext pull) {
        var host = FailingHost.of(pull).name();
        var health = PullContext.optionally(pull::registryHealth);
        var registry = PullContext.optionally(pull::registry);
        var finding = Finding.of(Cause.REGISTRY_UNAVAILABLE, "%s answers with errors of its own".formatted(host))
                .because(Source.message(), "%s answered with a server error", host)
                .because(registry.map(RegistryHealthCheck::state).stream().toList());
        return confirmed(withHealth(finding, registry, health));
    }

    private static Verdict ofHealth(PullContext pull) {
        var registry = pull.registry();
        var health = PullContext.optionally(pull::registryHealth);
        var unavailable = health.filter(it -> !it.isAvailable()).isPresent();
        if (registry.state().hasSucceeded() && !unavailable) {
            return ruledOut(
                    registry.source(),
                    "%s is %s%s",
                    registry.name(),
                    registry.state().provisioningState(),
                    health.map(it -> " and " + it.availability()).orElse(""));
        }
        var finding = Finding.of(Cause.REGISTRY_UNAVAILABLE, "%s is not healthy".formatted(registry.name()))
                .because(List.of(state(registry)));
        return undetermined("%s is not healthy; whether that is why is not known", registry.name())
                .suspecting(withHealth(finding, Optional.of(registry), health));
    }

    private static Evidence state(Registry registry) {
        return Evidence.of(
                registry.source(),
                "%s is in the state %s, with the SKU %s",
                registry.name(),
                registry.state().provisioningState(),
                registry.state().sku());
    }

    private static Finding withHealth(Finding finding, Optional<Registry> registry, Optional<RegistryHealth> health) {
        var explained = health.map(it -> finding.because(
                        it.source(),
                        "Azure calls it %s%s",
                        it.availability(),
                        it.summary().map(summary -> ": " + summary).orElse("")))
                .orElse(finding);
        return registry.map(it -> explained.fix(ImageRemedies.checkHealth(it))).orElse(explained);
    }
}
