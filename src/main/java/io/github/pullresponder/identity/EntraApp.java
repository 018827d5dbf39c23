package io.github.pullresponder.identity;

import io.github.pullresponder.read.EvidenceSubject;
import io.github.pullresponder.read.FactSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory objects of an application id: the application itself, and its service principal in this tenant. Either may be
 * missing.
 */
public record EntraApp(String appId, Optional<Application> application, Optional<ServicePrincipal> servicePrincipal) {

    /** The application object, which contains the credentials. */
    public record Application(String displayName, List<AppCredential> credentials) {
        public Application {
            credentials = List.copyOf(credentials);
        }
    }

    /**
     * A service principal in the directory that was read.
     *
     * @param ownerTenant the tenant of the application object
     */
    public record ServicePrincipal(
            String objectId,
            String displayName,
            boolean enabled,
            Optional<String> ownerTenant,
            List<AppCredential> credentials) {
        public ServicePrincipal {
            credentials = List.copyOf(credentials);
        }
    }

    /**
     * A password or certificate.
     *
     * @param keyId the id of the credential within its application
     * @param hint the first characters of a password; absent for certificates and old passwords
     * @param start the time of its creation
     */
    public record AppCredential(
            String keyId,
            AppCredentialType kind,
            Optional<String> hint,
            Optional<Instant> start,
            Optional<Instant> end) {
        /** A credential with an unknown creation time. */
        public AppCredential(String keyId, AppCredentialType kind, Optional<String> hint, Optional<Instant> end) {
            this(keyId, kind, hint, Optional.empty(), end);
        }

        /** The type of a credential. */
        public enum AppCredentialType {
            PASSWORD,
            CERTIFICATE
        }

        public boolean isExpired(Instant now) {
            return end.filter(time -> !time.isAfter(now)).isPresent();
        }
    }

    /** All visible credentials. */
    public List<AppCredential> credentials() {
        return Stream.concat(
                        application.stream().map(Application::credentials).flatMap(List::stream),
                        servicePrincipal.stream()
                                .map(ServicePrincipal::credentials)
                                .flatMap(List::stream))
                .toList();
    }

    /**
     * Returns true if the application object may be in another tenant, where it is not visible.
     *
     * @param tenant the tenant that was read, if it is known
     */
    public boolean isOwnedByAnotherTenant(Optional<String> tenant) {
        var owner = servicePrincipal.flatMap(ServicePrincipal::ownerTenant);
        return application.isEmpty()
                && owner.isPresent()
                && tenant.filter(owner.get()::equalsIgnoreCase).isEmpty();
    }

    public String name() {
        return servicePrincipal
                .map(ServicePrincipal::displayName)
                .or(() -> application.map(Application::displayName))
                .filter(name -> !name.isEmpty())
                .orElse("app " + appId);
    }

    public FactSource source() {
        return FactSource.graph(
                "GET applications(appId='%s'), servicePrincipals(appId='%s')".formatted(appId, appId),
                EvidenceSubject.identity("app " + appId));
    }
}
