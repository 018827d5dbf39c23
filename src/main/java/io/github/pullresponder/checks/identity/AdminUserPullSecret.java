package io.github.pullresponder.checks.identity;

import io.github.pullresponder.pull.NotApplicableException;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.pull.PullingIdentity.UsableSecretState;

/** A pull secret that signs in as the registry's admin user. The admin user has the registry's name. */
record AdminUserPullSecret(ReferencedPullSecret secret, UsableSecretState usable) {

    /** @throws NotApplicableException if the identity is not the admin user */
    static AdminUserPullSecret in(PullingIdentity identity, PullContext pull) {
        if (identity instanceof ReferencedPullSecret secret && secret.usable().isPresent()) {
            var usable = secret.usable().get();
            if (usable.login().userName().isNamed(pull.registry().name())) {
                return new AdminUserPullSecret(secret, usable);
            }
        }
        throw new NotApplicableException(identity.name() + " does not use the registry's admin user");
    }
}
