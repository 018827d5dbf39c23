package io.github.pullresponder.cluster;

import io.github.pullresponder.redaction.Redaction;
import java.util.Optional;

/**
 * The annotations of a service account that name the identity which pulls images (cloud-provider-azure, {@code
 * pkg/credentialprovider}). One that is present and empty hides the default identity of the cluster.
 *
 * @param clientId {@code kubernetes.azure.com/acr-client-id}
 * @param tenantId {@code kubernetes.azure.com/acr-tenant-id}
 */
public record PullAnnotations(Optional<String> clientId, Optional<String> tenantId) {
    /** Both come without secrets: anyone who may create a service account may write anything there. */
    public PullAnnotations {
        clientId = Redaction.of(clientId);
        tenantId = Redaction.of(tenantId).filter(tenant -> !tenant.isEmpty());
    }

    public static final String CLIENT_ID = "kubernetes.azure.com/acr-client-id";
    public static final String TENANT_ID = "kubernetes.azure.com/acr-tenant-id";

    /** The client id, if a pull without identity bindings could use it: that needs both annotations. */
    public Optional<String> clientIdWithTenant() {
        return clientId.filter(id -> !id.isEmpty()).filter(id -> tenantId.isPresent());
    }
}
