package io.github.pullresponder.identity;

import java.util.Optional;

/** The reason why a service principal can no longer sign in. */
public record PrincipalFault(PrincipalState kind, String fact) {
    /** The possible reasons. */
    public enum PrincipalState {
        GONE,
        DISABLED
    }

    /**
     * Returns the reason why the principal of an app can no longer sign in; empty if it can.
     *
     * @param tenant the tenant of the directory that was read
     */
    public static Optional<PrincipalFault> of(EntraApp app, Optional<String> tenant) {
        if (app.servicePrincipal().isEmpty()) {
            return Optional.of(
                    new PrincipalFault(PrincipalState.GONE, "there is no service principal of app " + app.appId()));
        }
        if (!app.servicePrincipal().get().enabled()) {
            return Optional.of(
                    new PrincipalFault(PrincipalState.DISABLED, "accountEnabled of %s is false".formatted(app.name())));
        }
        return app.application().isEmpty() && !app.isOwnedByAnotherTenant(tenant)
                ? Optional.of(new PrincipalFault(PrincipalState.GONE, "there is no application " + app.appId()))
                : Optional.empty();
    }

    public String words() {
        return kind == PrincipalState.GONE ? "no longer exists" : "is disabled";
    }
}
