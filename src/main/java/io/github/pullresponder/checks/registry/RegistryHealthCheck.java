package io.github.pullresponder.checks.registry;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Check;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryHealth;
import java.util.Optional;
import java.util.Set;

/** Does the registry answer, as far as the message and Azure itself tell? */
public final class RegistryHealthCheck implements Check {

    @Override
    public String id() {
        return "registry-health";
    }

    @Override
    public String question() {
        return "Is the registry healthy?";
    }

    @Override
    public Set<Symptom> explains() {
        return Set.of(Symptom.REGISTRY_ERROR, Symptom.TIMEOUT, Symptom.CONNECTION_FAILED);
    }

    @Override
    public Verdict examine(PullContext pull) {
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
                .because(Source.message(), "%s answered with a server error", host);
        return confirmed(withState(finding, registry, health));
    }

    private static Verdict ofHealth(PullContext pull) {
        var registry = pull.registry();
        var health = PullContext.optionally(pull::registryHealth);
        var unavailable = health.filter(it -> !it.isAvailable()).isPresent();
        if (registry.state().hasSucceeded() && !unavailable) {
            return ruledOut(
                    "%s is %s%s",
                    registry.name(),
                    registry.state().provisioningState(),
                    health.map(it -> " and " + it.availability()).orElse(""));
        }
        var finding = Finding.of(Cause.REGISTRY_UNAVAILABLE, "%s is not healthy".formatted(registry.name()));
        return undetermined("%s is not healthy; whether that is why is not known", registry.name())
                .suspecting(withState(finding, Optional.of(registry), health));
    }

    private static Finding withState(Finding finding, Optional<Registry> registry, Optional<RegistryHealth> health) {
        var told = registry.map(it -> finding.because(
                        it.source(),
                        "%s is in the state %s, with the SKU %s",
                        it.name(),
                        it.state().provisioningState(),
                        it.state().sku()))
                .orElse(finding);
        var explained = health.map(it -> told.because(
                        it.source(),
                        "Azure calls it %s%s",
                        it.availability(),
                        it.summary().map(summary -> ": " + summary).orElse("")))
                .orElse(told);
        return registry.map(it -> explained.fix(ImageRemedies.checkHealth(it))).orElse(explained);
    }
}
