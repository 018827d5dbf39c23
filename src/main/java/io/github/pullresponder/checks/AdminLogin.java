package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.DoesNotApply;
import io.github.pullresponder.diagnosis.PullContext;
import io.github.pullresponder.diagnosis.PullingIdentity;
import io.github.pullresponder.diagnosis.PullingIdentity.NamedPullSecret;
import io.github.pullresponder.diagnosis.PullingIdentity.Usable;

/** A pull secret that signs in as the registry's admin user, whose name is the registry's. */
record AdminLogin(NamedPullSecret secret, Usable usable) {

    /** @throws DoesNotApply if the identity is anything else */
    static AdminLogin in(PullingIdentity identity, PullContext pull) {
        if (identity instanceof NamedPullSecret secret && secret.usable().isPresent()) {
            var usable = secret.usable().get();
            if (usable.login().userName().isNamed(pull.registry().name())) {
                return new AdminLogin(secret, usable);
            }
        }
        throw new DoesNotApply(identity.name() + " does not use the registry's admin user");
    }
}
