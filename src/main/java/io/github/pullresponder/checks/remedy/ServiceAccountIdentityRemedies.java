package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.az;
import static io.github.pullresponder.command.CommandLine.kubectl;

import io.github.pullresponder.cluster.IdentityBinding;
import io.github.pullresponder.cluster.ServiceAccountAnnotations;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity.AnnotatedIdentity;
import io.github.pullresponder.pull.PullingIdentity.ServiceAccountIdentity;
import java.util.List;
import java.util.Optional;

/** Remedies for clusters whose nodes pull with the identities of service accounts. */
public final class ServiceAccountIdentityRemedies {
    private static final String ANOTHER = "Annotate service account %s with " + ServiceAccountAnnotations.CLIENT_ID
            + ", the client ID of an identity that is bound to the cluster and has pull access";

    private ServiceAccountIdentityRemedies() {}

    /** Suggests the bound identity that has pull access, if there is exactly one. */
    public static Remedy nameIdentity(ServiceAccountIdentity account, PullContext pull) {
        return onlyFitting(account, pull)
                .map(binding -> Remedy.of(
                        "Set %s, which is bound to the cluster, as the identity of service account %s"
                                .formatted(binding.identity().name(), account.accountName()),
                        kubectl(pull.cluster().id(), "annotate", "--overwrite")
                                .object("serviceaccount", account.account())
                                .namespace(account.namespace())
                                .argument(ServiceAccountAnnotations.CLIENT_ID + "=" + binding.clientId())))
                .orElseGet(() -> Remedy.of(
                        (ANOTHER + ", or set a default identity (securityProfile.serviceAccountImagePullProfile)")
                                .formatted(account.accountName())));
    }

    private static Optional<IdentityBinding> onlyFitting(ServiceAccountIdentity account, PullContext pull) {
        var fitting = PullContext.optionally(pull::identityBindings).orElse(List.of()).stream()
                .filter(IdentityBinding::isReady)
                .filter(binding -> mayPull(binding, account, pull))
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    private static boolean mayPull(IdentityBinding binding, ServiceAccountIdentity account, PullContext pull) {
        var named = new ServiceAccountIdentity(
                account.namespace(), account.account(), new AnnotatedIdentity(binding.clientId(), Optional.empty()));
        return PullContext.optionally(() -> pull.accessOf(named))
                .filter(access -> access.permitsPull())
                .isPresent();
    }

    public static Remedy nameExistingIdentity(ServiceAccountIdentity account) {
        return Remedy.of(ANOTHER.formatted(account.accountName()));
    }

    /** The command needs the resource id of the identity, which an annotation does not contain. */
    public static Remedy bind(ServiceAccountIdentity account, PullContext pull) {
        var cluster = pull.cluster();
        var title = "Bind the identity to the cluster";
        return pull.resourceIdOf(account)
                .map(identity -> Remedy.of(
                        title,
                        az("aks", "identity-binding", "create")
                                .resource("--cluster-name", cluster.id())
                                .azureName("--name", identity.name())
                                .option("--managed-identity-resource-id", identity.toString())))
                .orElseGet(() -> Remedy.of(title + ": az aks identity-binding create needs the resource ID of "
                        + account.named().words()));
    }
}
