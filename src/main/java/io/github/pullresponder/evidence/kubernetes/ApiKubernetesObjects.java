package io.github.pullresponder.evidence.kubernetes;

import static io.github.pullresponder.evidence.SdkValueConverter.orNone;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ImageVolumeSource;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.github.pullresponder.cluster.AcrPullBinding;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.cluster.NodeMachine;
import io.github.pullresponder.cluster.NodeMachine.VirtualNodeMachine;
import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.cluster.Pod.Container;
import io.github.pullresponder.cluster.Pod.Owner;
import io.github.pullresponder.cluster.PodEvent;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.ServiceAccountAnnotations;
import io.github.pullresponder.evidence.KubernetesObjects;
import io.github.pullresponder.evidence.SdkValueConverter;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.read.EnabledCapabilities;
import io.github.pullresponder.read.Lazy;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.ReadResult;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pods, events, nodes and pull secrets, read from the Kubernetes API. */
public final class ApiKubernetesObjects implements KubernetesObjects {
    private static final String POOL_LABEL = "kubernetes.azure.com/agentpool";
    private static final String NODE_IMAGE_LABEL = "kubernetes.azure.com/node-image-version";
    private static final String NODE_TYPE_LABEL = "type";
    private static final String VIRTUAL_KUBELET = "virtual-kubelet";
    private static final String VIRTUAL_KUBELET_TAINT = "virtual-kubelet.io/provider";
    private static final String VIRTUALIZATION_LABEL = "virtualization";
    private static final String VIRTUAL_NODE = "virtualnode2";
    private static final String PROVIDER_FAILED = "ProviderFailed";
    private static final String OS_LABEL = "kubernetes.io/os";
    private static final String ARCHITECTURE_LABEL = "kubernetes.io/arch";
    private static final String WINDOWS_BUILD_LABEL = "node.kubernetes.io/windows-build";
    private static final String TEMPLATE_HASH_LABEL = "pod-template-hash";
    private static final String INTERNAL_ADDRESS = "InternalIP";
    private static final String EXTERNAL_ADDRESS = "ExternalIP";
    private static final String READY = "Ready";
    private static final String DEFAULT_SERVICE_ACCOUNT = "default";

    private final KubernetesClient kubernetes;
    private final String cluster;
    private final EnabledCapabilities capabilities;
    private final Map<String, Supplier<ReadResult<Optional<io.fabric8.kubernetes.api.model.ServiceAccount>>>>
            serviceAccounts = new ConcurrentHashMap<>();

    ApiKubernetesObjects(KubernetesClient kubernetes, String cluster, EnabledCapabilities capabilities) {
        this.kubernetes = kubernetes;
        this.cluster = cluster;
        this.capabilities = capabilities;
    }

    @Override
    public Optional<Pod> pod(String namespace, String name) {
        return find(
                "pod %s/%s of %s".formatted(namespace, name, cluster),
                Permission.READ_WORKLOADS,
                () -> Optional.ofNullable(named(
                                name,
                                kubernetes
                                        .pods()
                                        .inNamespace(namespace)
                                        .withName(name)
                                        .require()))
                        .map(ApiKubernetesObjects::asPod)
                        .orElse(null));
    }

    @Override
    public List<PodEvent> eventsOfPod(String namespace, String name) {
        return all(
                "events of pod " + namespace + "/" + name,
                Permission.READ_WORKLOADS,
                page -> kubernetes
                        .v1()
                        .events()
                        .inNamespace(namespace)
                        .withField("involvedObject.kind", "Pod")
                        .withField("involvedObject.name", name)
                        .list(page),
                ApiKubernetesObjects::asEvent);
    }

    @Override
    public List<Pod> pods() {
        return all(
                "the pods of " + cluster,
                Permission.READ_WORKLOADS,
                page -> kubernetes
                        .pods()
                        .inAnyNamespace()
                        .withoutField("status.phase", "Succeeded")
                        .list(page),
                ApiKubernetesObjects::asPod);
    }

    @Override
    public Optional<Instant> lastStart(String registryHost) {
        return all(
                        "the pods of " + cluster,
                        Permission.READ_WORKLOADS,
                        page -> kubernetes.pods().inAnyNamespace().list(page),
                        pod -> lastStart(pod, registryHost))
                .stream()
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    private static Optional<Instant> lastStart(io.fabric8.kubernetes.api.model.Pod pod, String registryHost) {
        return statusesByContainer(Optional.ofNullable(pod.getStatus())).values().stream()
                .filter(status -> ImageReference.find(String.valueOf(status.getImage()))
                        .filter(image -> image.host().equalsIgnoreCase(registryHost))
                        .isPresent())
                .flatMap(status -> Optional.ofNullable(status.getState())
                        .map(ContainerState::getRunning)
                        .flatMap(running -> SdkValueConverter.instant(running.getStartedAt()))
                        .stream())
                .max(Instant::compareTo);
    }

    @Override
    public Map<ServiceAccountName, List<String>> pullSecretsByServiceAccount() {
        record ServiceAccountSecrets(ServiceAccountName name, List<String> secrets) {}
        return all(
                        "the service accounts of " + cluster,
                        Permission.READ_WORKLOADS,
                        page -> kubernetes.serviceAccounts().inAnyNamespace().list(page),
                        account -> new ServiceAccountSecrets(
                                new ServiceAccountName(
                                        account.getMetadata().getNamespace(),
                                        account.getMetadata().getName()),
                                names(account.getImagePullSecrets())))
                .stream()
                .filter(account -> !account.secrets().isEmpty())
                .collect(Collectors.toMap(
                        ServiceAccountSecrets::name, ServiceAccountSecrets::secrets, (first, again) -> first));
    }

    /** Lists secrets by type, so that no other secret leaves the API server. */
    @Override
    public List<PullSecret> pullSecrets() {
        return PullSecretReader.TYPES.stream()
                .flatMap(type -> all(
                        "the pull secrets of " + cluster,
                        Permission.LIST_PULL_SECRETS,
                        page -> kubernetes
                                .secrets()
                                .inAnyNamespace()
                                .withField("type", type)
                                .list(page),
                        ApiKubernetesObjects::asPullSecret)
                        .stream())
                .toList();
    }

    private <T> Optional<T> find(String what, Permission needs, Supplier<@Nullable T> read) {
        capabilities.require(what, needs);
        return KubernetesErrors.find(what, needs, read);
    }

    /** Maps all items of a list page by page, and drops the rest of each page. */
    private <T extends HasMetadata, R> List<R> all(
            String what,
            Permission needs,
            Function<ListOptions, ? extends KubernetesResourceList<T>> list,
            Function<T, R> change) {
        return find(what, needs, () -> new KubernetesPages<>(list).map(change)).orElse(List.of());
    }

    @Override
    public List<String> pullSecretsOfServiceAccount(String namespace, String name) {
        return serviceAccount(namespace, name)
                .map(account -> names(account.getImagePullSecrets()))
                .orElse(List.of());
    }

    @Override
    public Optional<ServiceAccountAnnotations> pullAnnotations(String namespace, String name) {
        return serviceAccount(namespace, name)
                .map(account -> Optional.ofNullable(account.getMetadata().getAnnotations())
                        .orElse(Map.of()))
                .map(annotations -> new ServiceAccountAnnotations(
                        Optional.ofNullable(annotations.get(ServiceAccountAnnotations.CLIENT_ID)),
                        Optional.ofNullable(annotations.get(ServiceAccountAnnotations.TENANT_ID))));
    }

    /** Reads the service account once for both questions. */
    private Optional<io.fabric8.kubernetes.api.model.ServiceAccount> serviceAccount(String namespace, String name) {
        return serviceAccounts
                .computeIfAbsent(
                        namespace + "/" + name,
                        key -> Lazy.of(() -> ReadResult.attempt(() -> find(
                                "service account " + key,
                                Permission.READ_WORKLOADS,
                                () -> named(
                                        name,
                                        kubernetes
                                                .serviceAccounts()
                                                .inNamespace(namespace)
                                                .withName(name)
                                                .require())))))
                .get()
                .get();
    }

    @Override
    public Optional<Node> node(String name) {
        return find(
                        "node " + name,
                        Permission.READ_NODES,
                        () -> named(name, kubernetes.nodes().withName(name).require()))
                .map(ApiKubernetesObjects::asNode);
    }

    private static Node asNode(io.fabric8.kubernetes.api.model.Node node) {
        var labels = Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of());
        var status = Optional.ofNullable(node.getStatus());
        var machine = status.map(NodeStatus::getNodeInfo);
        var os = Optional.ofNullable(labels.get(OS_LABEL)).or(() -> machine.map(NodeSystemInfo::getOperatingSystem));
        var architecture = Optional.ofNullable(labels.get(ARCHITECTURE_LABEL))
                .or(() -> machine.map(NodeSystemInfo::getArchitecture));
        return new Node(
                node.getMetadata().getName(),
                Optional.ofNullable(labels.get(POOL_LABEL)),
                os.flatMap(system -> architecture.map(
                        processor -> new Platform(system, processor, windowsVersion(system, labels, machine)))),
                addressOf(status, INTERNAL_ADDRESS),
                addressOf(status, EXTERNAL_ADDRESS),
                status.map(NodeStatus::getConditions).orElse(List.of()).stream()
                        .filter(condition -> !READY.equals(condition.getType()) && "True".equals(condition.getStatus()))
                        .map(NodeCondition::getType)
                        .collect(Collectors.toSet()),
                machineOf(node, labels),
                machine.map(NodeSystemInfo::getKubeletVersion)
                        .filter(version -> version.startsWith("v"))
                        .map(version -> version.substring(1)),
                Optional.ofNullable(labels.get(NODE_IMAGE_LABEL)),
                machine.map(NodeSystemInfo::getContainerRuntimeVersion));
    }

    /** The first IPv4 address of a type: a node with both families lists one of each. */
    private static Optional<String> addressOf(Optional<NodeStatus> status, String type) {
        return status.map(NodeStatus::getAddresses).orElse(List.of()).stream()
                .filter(address -> type.equals(address.getType()))
                .map(NodeAddress::getAddress)
                .min(Comparator.comparing(address -> address.indexOf(':') >= 0));
    }

    /** Both kinds of virtual nodes have a label and a taint (virtual-kubelet; virtualnodesOnAzureContainerInstances). */
    private static NodeMachine machineOf(io.fabric8.kubernetes.api.model.Node node, Map<String, String> labels) {
        var spec = Optional.ofNullable(node.getSpec());
        var isTainted = spec.map(NodeSpec::getTaints).orElse(List.of()).stream()
                .anyMatch(taint -> VIRTUAL_KUBELET_TAINT.equals(taint.getKey()));
        if (isTainted
                || VIRTUAL_KUBELET.equals(labels.get(NODE_TYPE_LABEL))
                || VIRTUAL_NODE.equals(labels.get(VIRTUALIZATION_LABEL))) {
            return new VirtualNodeMachine();
        }
        return NodeMachine.of(spec.map(NodeSpec::getProviderID));
    }

    /** Windows reports its version where Linux reports its kernel's. */
    private static Optional<String> windowsVersion(
            String os, Map<String, String> labels, Optional<NodeSystemInfo> machine) {
        return os.equals("windows")
                ? machine.map(NodeSystemInfo::getKernelVersion)
                        .filter(version -> !version.isEmpty())
                        .or(() -> Optional.ofNullable(labels.get(WINDOWS_BUILD_LABEL)))
                : Optional.empty();
    }

    @Override
    public Optional<PullSecret> pullSecret(String namespace, String name) {
        return find(
                        "secret %s/%s".formatted(namespace, name),
                        Permission.READ_PULL_SECRETS,
                        () -> named(
                                name,
                                kubernetes
                                        .secrets()
                                        .inNamespace(namespace)
                                        .withName(name)
                                        .require()))
                .map(ApiKubernetesObjects::asPullSecret);
    }

    private static PullSecret asPullSecret(Secret secret) {
        return new PullSecret(
                secret.getMetadata().getNamespace(),
                secret.getMetadata().getName(),
                Optional.ofNullable(secret.getMetadata().getCreationTimestamp()).flatMap(SdkValueConverter::instant),
                PullSecretReader.contentOf(secret),
                bindingOf(secret.getMetadata()));
    }

    private static Optional<AcrPullBinding> bindingOf(ObjectMeta secret) {
        return orNone(secret.getOwnerReferences()).stream()
                .flatMap(owner ->
                        AcrPullBinding.ofOwner(owner.getKind(), owner.getApiVersion(), owner.getName()).stream())
                .findFirst()
                .or(() -> AcrPullBinding.ofSecret(
                        secret.getName(),
                        Optional.ofNullable(secret.getLabels()).map(labels -> labels.get(AcrPullBinding.LABEL))));
    }

    @Override
    public void close() {
        kubernetes.close();
    }

    /** Rejects an object with another name or without one: an empty object would be read as one without secrets. */
    private static <T extends HasMetadata> @Nullable T named(String name, @Nullable T object) {
        if (object != null && !name.equals(object.getMetadata().getName())) {
            throw new IllegalArgumentException("a response without the requested name");
        }
        return object;
    }

    private static Pod asPod(io.fabric8.kubernetes.api.model.Pod pod) {
        var spec = pod.getSpec();
        var statuses = statusesByContainer(Optional.ofNullable(pod.getStatus()));
        var declared = Stream.concat(orNone(spec.getInitContainers()).stream(), orNone(spec.getContainers()).stream())
                .map(container -> asContainer(
                        container.getName(),
                        container.getImage(),
                        Optional.ofNullable(statuses.get(container.getName()))));
        var ephemeral = orNone(spec.getEphemeralContainers()).stream()
                .map(container -> asContainer(
                        container.getName(),
                        container.getImage(),
                        Optional.ofNullable(statuses.get(container.getName()))));
        return new Pod(
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                Optional.ofNullable(spec.getNodeName()),
                Optional.ofNullable(spec.getServiceAccountName()).orElse(DEFAULT_SERVICE_ACCOUNT),
                names(spec.getImagePullSecrets()),
                Stream.concat(declared, ephemeral).toList(),
                orNone(spec.getVolumes()).stream()
                        .map(Volume::getImage)
                        .filter(Objects::nonNull)
                        .map(ImageVolumeSource::getReference)
                        .filter(Objects::nonNull)
                        .toList(),
                ownerOf(pod.getMetadata()),
                Optional.ofNullable(pod.getStatus())
                        .filter(status -> PROVIDER_FAILED.equals(status.getReason()))
                        .map(PodStatus::getMessage));
    }

    private static Optional<Owner> ownerOf(ObjectMeta pod) {
        return orNone(pod.getOwnerReferences()).stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst()
                .map(owner -> ownerOf(owner.getKind(), owner.getName(), pod.getLabels()));
    }

    /** Derives the Deployment from its ReplicaSet, whose name is the Deployment's with the hash of its pod template. */
    private static Owner ownerOf(String kind, String name, Map<String, String> labels) {
        var hash = labels == null ? null : labels.get(TEMPLATE_HASH_LABEL);
        return "ReplicaSet".equals(kind) && hash != null && name.endsWith("-" + hash)
                ? new Owner("deployment", name.substring(0, name.length() - hash.length() - 1))
                : new Owner(kind.toLowerCase(Locale.ROOT), name);
    }

    private static Map<String, ContainerStatus> statusesByContainer(Optional<PodStatus> status) {
        return status.stream()
                .flatMap(statuses -> Stream.of(
                        orNone(statuses.getInitContainerStatuses()),
                        orNone(statuses.getContainerStatuses()),
                        orNone(statuses.getEphemeralContainerStatuses())))
                .flatMap(List::stream)
                .collect(Collectors.toMap(ContainerStatus::getName, Function.identity(), (a, b) -> a));
    }

    private static Container asContainer(String name, String image, Optional<ContainerStatus> status) {
        var waiting = status.map(ContainerStatus::getState).map(state -> state.getWaiting());
        return new Container(
                name,
                Optional.ofNullable(image).orElse(""),
                waiting.map(state -> state.getReason()),
                waiting.map(state -> state.getMessage()),
                status.filter(ApiKubernetesObjects::isPulled).isPresent());
    }

    /** Returns true if the image is on the node: the status then has an image id, or shows a container that runs or has ended. */
    private static boolean isPulled(ContainerStatus status) {
        var hasId = status.getImageID() != null && !status.getImageID().isEmpty();
        var state = Optional.ofNullable(status.getState());
        return hasId
                || state.map(ContainerState::getRunning).isPresent()
                || state.map(ContainerState::getTerminated).isPresent();
    }

    private static PodEvent asEvent(Event event) {
        var fieldPath =
                Optional.ofNullable(event.getInvolvedObject().getFieldPath()).orElse("");
        var first = Optional.ofNullable(event.getFirstTimestamp())
                .or(() -> Optional.ofNullable(event.getEventTime()).map(time -> time.getTime()));
        var last = Optional.ofNullable(event.getLastTimestamp()).or(() -> first);
        return new PodEvent(
                Optional.ofNullable(event.getReason()).orElse(""),
                Optional.ofNullable(event.getMessage()).orElse(""),
                containerIn(fieldPath),
                Optional.ofNullable(event.getCount()).orElse(1),
                first.flatMap(SdkValueConverter::instant),
                last.flatMap(SdkValueConverter::instant),
                Optional.ofNullable(event.getMetadata().getCreationTimestamp()).flatMap(SdkValueConverter::instant));
    }

    /** A field path looks like {@code spec.containers{web}}. */
    private static Optional<String> containerIn(String fieldPath) {
        var open = fieldPath.indexOf('{');
        return open >= 0 && fieldPath.endsWith("}")
                ? Optional.of(fieldPath.substring(open + 1, fieldPath.length() - 1))
                : Optional.empty();
    }

    private static List<String> names(List<LocalObjectReference> references) {
        return orNone(references).stream()
                .map(LocalObjectReference::getName)
                .filter(name -> name != null && !name.isEmpty())
                .toList();
    }
}
