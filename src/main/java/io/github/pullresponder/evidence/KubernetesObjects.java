package io.github.pullresponder.evidence;

import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.cluster.PodEvent;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.ServiceAccountAnnotations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the Kubernetes API of one cluster. */
public interface KubernetesObjects extends AutoCloseable {
    Optional<Pod> pod(String namespace, String name);

    List<PodEvent> eventsOfPod(String namespace, String name);

    /** The names of the pull secrets that a service account adds to its pods. */
    List<String> pullSecretsOfServiceAccount(String namespace, String name);

    /** The annotations of a service account that name the pulling identity; absent if there is no such service account. */
    Optional<ServiceAccountAnnotations> pullAnnotations(String namespace, String serviceAccount);

    Optional<Node> node(String name);

    /** A pull secret of a pod or a service account. */
    Optional<PullSecret> pullSecret(String namespace, String name);

    /** Every pod of the cluster that is not completed. */
    List<Pod> pods();

    /** The last start of a running container with an image of a registry; absent if no such container runs. */
    Optional<Instant> lastStart(String registryHost);

    /** The service accounts that have pull secrets, with the names of those secrets. */
    Map<ServiceAccountName, List<String>> pullSecretsByServiceAccount();

    /** Every secret of the cluster with registry credentials. */
    List<PullSecret> pullSecrets();

    /** A service account by namespace and name. */
    record ServiceAccountName(String namespace, String name) {}

    @Override
    void close();
}
