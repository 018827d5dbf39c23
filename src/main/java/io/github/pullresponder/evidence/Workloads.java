package io.github.pullresponder.evidence;

import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.cluster.PodEvent;
import io.github.pullresponder.cluster.PullAnnotations;
import io.github.pullresponder.cluster.PullSecret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions to the Kubernetes API of one cluster. */
public interface Workloads extends AutoCloseable {
    Optional<Pod> pod(String namespace, String name);

    List<PodEvent> eventsOfPod(String namespace, String name);

    /** The names of the pull secrets that a service account hands to its pods. */
    List<String> pullSecretsOfServiceAccount(String namespace, String name);

    /** How a service account names the identity that pulls; absent if there is no such service account. */
    Optional<PullAnnotations> pullAnnotations(String namespace, String serviceAccount);

    Optional<Node> node(String name);

    /** A secret that a pod or a service account names for pulling. */
    Optional<PullSecret> pullSecret(String namespace, String name);

    /** Every pod of the cluster that is not over. */
    List<Pod> pods();

    /** The last time that a container with an image of a registry started, among those that run; absent if none does. */
    Optional<Instant> lastStart(String registryHost);

    /** The pull secrets that service accounts hand to their pods, for those that hand any. */
    Map<ServiceAccount, List<String>> pullSecretsByServiceAccount();

    /** Every secret of the cluster that holds registry credentials. */
    List<PullSecret> pullSecrets();

    /** A service account by namespace and name. */
    record ServiceAccount(String namespace, String name) {}

    @Override
    void close();
}
