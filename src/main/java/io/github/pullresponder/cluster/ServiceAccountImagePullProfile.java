package io.github.pullresponder.cluster;

import io.github.pullresponder.resource.ResourceId;
import java.util.Optional;

/**
 * The setting for image pulls with the identities of service accounts: {@code securityProfile.serviceAccountImagePullProfile}
 * (AKS REST API, 2026-01-02-preview; Kubernetes 1.34 and later).
 *
 * @param defaultIdentity the identity of pods whose service account names none
 */
public record ServiceAccountImagePullProfile(boolean isEnabled, Optional<ResourceId> defaultIdentity) {
    /** The nodes pull with the kubelet identity. */
    public static final ServiceAccountImagePullProfile OFF =
            new ServiceAccountImagePullProfile(false, Optional.empty());
}
