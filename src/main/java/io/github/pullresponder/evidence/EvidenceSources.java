package io.github.pullresponder.evidence;

import io.github.pullresponder.resource.ResourceId;

/** The evidence sources of one diagnosis. Opened for it, count its calls, and closed with it. */
public interface EvidenceSources {
    Clusters clusters();

    Registries registries();

    AccessControl accessControl();

    EntraDirectory directory();

    ClusterLogs logs();

    Images images();

    Networks networks();

    KeyVaults keyVaults();

    /** Connects to a cluster's Kubernetes API. */
    KubernetesObjects workloads(ResourceId cluster);
}
