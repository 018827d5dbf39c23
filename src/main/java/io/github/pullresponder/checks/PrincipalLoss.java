package io.github.pullresponder.checks;

import io.github.pullresponder.evidence.App;
import java.util.Optional;

/** In which way a service principal cannot be signed in with any more. */
public record PrincipalLoss(Kind kind, String fact) {
    /** The ways there are. */
    public enum Kind {
        GONE,
        DISABLED
    }

    /**
     * Returns why the principal of an app can no longer sign in; empty if it can.
     *
     * @param tenant the tenant the directory was read in
     */
    public static Optional<PrincipalLoss> of(App app, Optional<String> tenant) {
        if (app.servicePrincipal().isEmpty()) {
            return Optional.of(new PrincipalLoss(Kind.GONE, "there is no service principal of app " + app.appId()));
        }
        if (!app.servicePrincipal().get().enabled()) {
            return Optional.of(new PrincipalLoss(Kind.DISABLED, "accountEnabled of %s is false".formatted(app.name())));
        }
        return app.application().isEmpty() && !app.isOwnedByAnotherTenant(tenant)
                ? Optional.of(new PrincipalLoss(Kind.GONE, "there is no application " + app.appId()))
                : Optional.empty();
    }

    String words() {
        return kind == Kind.GONE ? "does not exist any more" : "is disabled";
    }
}
