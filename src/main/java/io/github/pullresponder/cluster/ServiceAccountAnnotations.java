package io.github.pullresponder.cluster;

import io.github.pullresponder.redaction.Redaction;
import java.util.Optional;

/**
 * The annotations of a service account that name the pulling identity (cloud-provider-azure, {@code pkg/credentialprovider}).
 * An empty annotation hides the default identity of the cluster.
 *
 * @param clientId {@code kubernetes.azure.com/acr-client-id}
 * @param tenantId {@code kubernetes.azure.com/acr-tenant-id}
 */
public record ServiceAccountAnnotations(Optional<String> clientId, Optional<String> tenantId) {
    /** Redacts both: anyone who can create a service account can write any text there. */
    public ServiceAccountAnnotations {
        clientId = Redaction.of(clientId);
        tenantId = Redaction.of(tenantId).filter(tenant -> !tenant.isEmpty());
    }

    public static final String CLIENT_ID = "kubernetes.azure.com/acr-client-id";
    public static final String TENANT_ID = "kubernetes.azure.com/acr-tenant-id";

    /** The client id, if a pull without identity bindings could use it, which requires both annotations. */
    public Optional<String> clientIdWithTenant() {
        return clientId.filter(id -> !id.isEmpty()).filter(id -> tenantId.isPresent());
    }
}
