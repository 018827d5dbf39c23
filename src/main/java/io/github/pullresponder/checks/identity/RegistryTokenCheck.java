package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.notVisible;

import io.github.pullresponder.checks.remedy.PullSecretReference;
import io.github.pullresponder.checks.remedy.PullSecretRemedies;
import io.github.pullresponder.cluster.AcrPullBinding;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.registry.RegistryToken;
import io.github.pullresponder.text.DisplayFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checks that the registry token in the pull secret permits the pull. */
final class RegistryTokenCheck extends AbstractCredentialCheck {

    RegistryTokenCheck() {
        super(
                "registry-token",
                "The registry token in the pull secret permits the pull",
                Cause.PULL_SECRET_TOKEN_INVALID);
    }

    @Override
    protected boolean provesAccess() {
        return true;
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        if (!(identity instanceof ReferencedPullSecret secret)
                || secret.usable().isEmpty()) {
            return notApplicable("no pull secret has a login for this registry");
        }
        var login = secret.usable().get().login();
        var user = login.userName();
        if (login.hasPlaceholderUser()) {
            return ofLogin(secret, pull);
        }
        if (user.isNamed(pull.registry().name())) {
            return notApplicable("%s does not use a registry token", secret.name());
        }
        if (login.namesApp()) {
            return ofApp(secret, pull);
        }
        if (user.possibleToken().isEmpty()) {
            return confirmed(noSuchToken(secret, pull, "its user name cannot be the name of a token"));
        }
        return pull.registryToken(user.possibleToken().get())
                .map(token -> ofToken(token, secret, pull))
                .orElseGet(() -> confirmed(noSuchToken(
                        secret,
                        pull,
                        "%s has no token of that name".formatted(pull.registry().name()))));
    }

    /** A token's name can look like an application's id. */
    private static Verdict ofApp(ReferencedPullSecret secret, PullContext pull) {
        try {
            return secret.usable()
                    .flatMap(usable -> usable.login().userName().appId())
                    .flatMap(pull::registryToken)
                    .map(token -> ofToken(token, secret, pull))
                    .orElseGet(() -> notApplicable("%s does not use a registry token", secret.name()));
        } catch (EvidenceUnavailableException e) {
            if (pull.appOf(secret).servicePrincipal().isPresent()) {
                return notApplicable("%s signs in as an Entra application", secret.name());
            }
            throw e;
        }
    }

    private static Verdict ofLogin(ReferencedPullSecret secret, PullContext pull) {
        var expiry = secret.usable().orElseThrow().login().password().expiryOfToken();
        var binding = pull.acrPullBindingOf(secret);
        if (binding.isPresent()) {
            return ofBinding(binding.get(), expiry, secret, pull);
        }
        if (expiry.isEmpty() || expiry.get().isAfter(pull.now())) {
            return notVisible(
                    BlindSpot.SHORT_LIVED_LOGIN,
                    "the password in %s is a login token, which is valid for a few hours",
                    secret.name());
        }
        return confirmed(
                RegistryTokenFindings.invalid(here(secret, pull), "it was a login token, valid for a few hours")
                        .because(secret.source(), "the token in it expired at %s", DisplayFormat.time(expiry.get()))
                        .fix(PullSecretRemedies.createSecretWithToken(pull.registry(), pull, secret)));
    }

    /** The binding determines the identity that signs in, and the renewal. */
    private static Verdict ofBinding(
            AcrPullBinding binding, Optional<Instant> expiry, ReferencedPullSecret secret, PullContext pull) {
        if (expiry.isEmpty() || expiry.get().isAfter(pull.now())) {
            return notVisible(
                    BlindSpot.ACR_PULL_BINDING,
                    "%s was created for AcrPullBinding %s, whose identity and scope are not read",
                    secret.name(),
                    binding.name());
        }
        return confirmed(RegistryTokenFindings.invalid(
                        here(secret, pull), "AcrPullBinding %s did not renew it".formatted(binding.name()))
                .because(secret.source(), "the token in it expired at %s", DisplayFormat.time(expiry.get()))
                .fix(PullSecretRemedies.checkBinding(binding, secret.namespace(), pull.cluster())));
    }

    private static Verdict ofToken(RegistryToken token, ReferencedPullSecret secret, PullContext pull) {
        var registry = pull.registry();
        var state = token.state();
        var here = here(secret, pull);
        if (!state.enabled()) {
            return confirmed(RegistryTokenFindings.disabled(state, here));
        }
        var expired = state.passwords().stream()
                .filter(password -> password.isExpired(pull.now()))
                .toList();
        if (expired.size() == state.passwords().size()) {
            return confirmed(RegistryTokenFindings.noneValid(state, here));
        }
        var repository = pull.image().repository();
        if (!token.permitsPull(repository)) {
            return confirmed(RegistryTokenFindings.invalid(
                            here, "the scope map of token %s does not include %s".formatted(state.name(), repository))
                    .because(
                            token.scopeMap().map(FactSource::arm).orElse(state.source()),
                            "its scope map lacks the action repositories/%s/content/read: %s",
                            repository,
                            String.join(", ", token.actions()))
                    .fix(PullSecretRemedies.extendScopeMap(token, repository, registry)));
        }
        if (!expired.isEmpty()) {
            return notVisible(
                    BlindSpot.REGISTRY_TOKEN_PASSWORD,
                    "%s of token %s has expired; whether %s contains that one is not visible to Pull Responder",
                    expired.get(0).name(),
                    state.name(),
                    secret.name());
        }
        var open = notVisible(
                BlindSpot.REGISTRY_TOKEN_PASSWORD,
                "token %s of %s can read %s; whether %s contains a current password of it is not visible to Pull Responder",
                state.name(),
                registry.name(),
                repository,
                secret.name());
        return RegistryTokenFindings.regenerated(
                        state, secret.usable().orElseThrow().createdAt(), here)
                .map(open::suspecting)
                .orElse(open);
    }

    private static Finding noSuchToken(ReferencedPullSecret secret, PullContext pull, String why) {
        return RegistryTokenFindings.invalid(here(secret, pull), "the token does not exist")
                .because(
                        secret.source(),
                        "its user name is neither the admin user's name nor an application ID: %s",
                        why)
                .fix(PullSecretRemedies.createSecretWithToken(pull.registry(), pull, secret));
    }

    private static List<PullSecretReference> here(ReferencedPullSecret secret, PullContext pull) {
        return List.of(PullSecretReference.of(secret, pull));
    }
}
