package io.github.pullresponder.evidence;

import io.github.pullresponder.resource.ResourceId;

/** What one diagnosis may ask. Opened for it, counts its calls, and is closed with it. */
public interface EvidenceSources {
    Clusters clusters();

    Registries registries();

    AccessControl accessControl();

    Directory directory();

    ClusterLogs logs();

    Images images();

    Networks networks();

    KeyVaults keyVaults();

    /** Connects to a cluster's Kubernetes API. */
    Workloads workloads(ResourceId cluster);
}
