package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ServiceAccountIdentityRemedies;
import io.github.pullresponder.cluster.IdentityBinding;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.FederatedApplication;
import io.github.pullresponder.pull.PullingIdentity.ServiceAccountDefaultIdentity;
import io.github.pullresponder.pull.PullingIdentity.ServiceAccountIdentity;
import io.github.pullresponder.pull.PullingIdentity.UnspecifiedIdentity;
import io.github.pullresponder.read.EvidenceSubject;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.text.DisplayFormat;
import java.util.List;

/** Checks that the identity of the service account exists and is bound to the cluster. */
final class ServiceAccountIdentityBindingCheck extends AbstractCredentialCheck {

    ServiceAccountIdentityBindingCheck() {
        super(
                "pull-identity-bound",
                "The identity of the service account is bound to the cluster",
                Cause.PULL_IDENTITY_NOT_BOUND);
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof ServiceAccountIdentity account) || account.named() instanceof FederatedApplication) {
            return notApplicable("%s is not the identity of a service account", identity.name());
        }
        if (account.named() instanceof UnspecifiedIdentity) {
            return notApplicable("service account %s specifies no identity", account.accountName());
        }
        var binding = pull.bindingOf(account);
        var app = PullContext.optionally(() -> pull.appOf(account));
        if (app.filter(known -> known.servicePrincipal().isEmpty()).isPresent()) {
            return confirmed(gone(account, app.get(), pull));
        }
        if (binding.isEmpty()) {
            return confirmed(unbound(account, pull));
        }
        if (!binding.get().isReady()) {
            return undetermined(
                    "identity binding %s is in state %s",
                    binding.get().id().name(), binding.get().provisioningState());
        }
        var bound = ruledOut(
                binding.get().source(),
                "identity binding %s binds %s to %s",
                binding.get().id().name(),
                binding.get().identity().name(),
                pull.cluster().name());
        return app.isPresent()
                ? bound
                : ruledOut(
                        bound.detail() + "; Pull Responder could not read whether the identity still exists",
                        bound.evidence());
    }

    private static Finding gone(ServiceAccountIdentity account, EntraApp app, PullContext pull) {
        return Finding.of(
                        Cause.PULL_IDENTITY_NOT_BOUND,
                        "The identity of service account %s does not exist: %s"
                                .formatted(
                                        account.accountName(), account.named().words()))
                .because(namedBy(account, pull))
                .because(app.source(), "app %s has no service principal", app.appId())
                .fix(ServiceAccountIdentityRemedies.nameExistingIdentity(account));
    }

    private static Finding unbound(ServiceAccountIdentity account, PullContext pull) {
        var cluster = pull.cluster();
        var bindings = pull.identityBindings();
        return Finding.of(
                        Cause.PULL_IDENTITY_NOT_BOUND,
                        "The identity of service account %s is not bound to %s: %s"
                                .formatted(
                                        account.accountName(),
                                        cluster.name(),
                                        account.named().words()))
                .because(namedBy(account, pull))
                .because(
                        FactSource.armChildren(cluster.id(), "identityBindings"),
                        "the identity bindings of %s are for %s",
                        cluster.name(),
                        bindings.isEmpty()
                                ? "no identity"
                                : DisplayFormat.list(bindings.stream()
                                        .map(ServiceAccountIdentityBindingCheck::describe)
                                        .toList()))
                .fix(ServiceAccountIdentityRemedies.bind(account, pull));
    }

    private static List<Evidence> namedBy(ServiceAccountIdentity account, PullContext pull) {
        var source = account.named() instanceof ServiceAccountDefaultIdentity
                ? pull.cluster().source()
                : account.source();
        return List.of(Evidence.of(
                source.about(EvidenceSubject.serviceAccount(account.namespace(), account.account())),
                "the nodes pull with %2$s for the pods of service account %1$s",
                account.accountName(),
                account.named().words()));
    }

    private static String describe(IdentityBinding binding) {
        return "%s (client ID %s)".formatted(binding.identity().name(), binding.clientId());
    }
}
