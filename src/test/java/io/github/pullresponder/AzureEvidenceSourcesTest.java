package io.github.pullresponder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.azure.core.management.AzureEnvironment;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.cluster.LogQueryPodFilter;
import io.github.pullresponder.cluster.Pod.Owner;
import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.Images;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.kubernetes.KubernetesClientFactory;
import io.github.pullresponder.evidence.kubernetes.TrustedApiServers;
import io.github.pullresponder.identity.DirectoryServicePrincipal;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.read.EnabledCapabilities;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RemoteSystem;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.read.TimeWindow;
import io.github.pullresponder.registry.RegistryToken;
import io.github.pullresponder.registry.RegistryToken.TokenStatusAndPasswords;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.http.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests every evidence source with its real SDK against the simulated Azure: its results and its failures. */
@Tag("scenario")
class AzureEvidenceSourcesTest {
    private static final String SUBSCRIPTION = "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12";
    private static final ResourceId CLUSTER = ResourceId.parse(
            SUBSCRIPTION + "/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store");
    private static final ResourceId NODES =
            ResourceId.parse(SUBSCRIPTION + "/resourceGroups/MC_rg-store_aks-store_northeurope");
    private static final ResourceId REGISTRY = ResourceId.parse(
            SUBSCRIPTION + "/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/fabrikam");
    private static final ResourceGraphRegistry FABRIKAM =
            new ResourceGraphRegistry(REGISTRY, "fabrikam.azurecr.io", Optional.empty());
    private static final String CART = "sha256:4c1e8c1b5be2075177abd2730d362239b4681ce792ad05403b532d43d202d642";
    private static final String CART_CONFIGURATION =
            "sha256:8ae6b1e9be68ff9223c6c6cd1a3e5f9a140611df47cdaa81dfb24663273d6329";
    private static final String POD = "cart-6f8d9c7b5-q4m7z";

    private static final TimeWindow LAST_HOUR =
            new TimeWindow(Instant.parse("2026-11-22T09:00:00Z"), Instant.parse("2026-11-22T10:00:00Z"));

    @TempDir
    Path folder;

    @Test
    void aClusterIsReadWithItsIdentityPoolsAndWorkspace() {
        with(BundledEstates.named("store"), sources -> {
            var cluster = sources.clusters().cluster(CLUSTER).orElseThrow();
            assertThat(cluster.kubeletIdentity().orElseThrow().name()).isEqualTo("aks-store-agentpool");
            assertThat(cluster.servicePrincipalClientId()).isEmpty();
            assertThat(cluster.nodePools()).extracting(pool -> pool.name()).containsExactly("system", "apps");
            assertThat(cluster.logWorkspace().orElseThrow().name()).isEqualTo("logs-store");
            assertThat(sources.clusters()
                            .workspaceCustomerId(cluster.logWorkspace().orElseThrow()))
                    .isPresent();
        });
    }

    @Test
    void missingResourcesAreAbsent() {
        with(BundledEstates.named("store"), sources -> {
            assertThat(sources.clusters().cluster(ResourceId.parse(CLUSTER + "2")))
                    .isEmpty();
            assertThat(sources.registries().registry(ResourceId.parse(REGISTRY + "2")))
                    .isEmpty();
            assertThat(sources.directory().apps(Set.of("no-such-app")))
                    .containsExactly(new EntraApp("no-such-app", Optional.empty(), Optional.empty()));
            assertThat(sources.registries().token(REGISTRY, "none")).isEmpty();
            assertThat(sources.images().tag(FABRIKAM, "store/cart", "9.9.9")).isEmpty();
            assertThat(sources.images().repository(FABRIKAM, "store/none")).isEmpty();
            assertThat(sources.images().manifest(FABRIKAM, "store/cart", "sha256:" + "0".repeat(64)))
                    .isEmpty();
            assertThat(sources.images().deleted(FABRIKAM, "store/cart")).isEmpty();
            try (var workloads = sources.workloads(CLUSTER)) {
                assertThat(workloads.pod("store", "none")).isEmpty();
                assertThat(workloads.pullSecret("store", "none")).isEmpty();
                assertThat(workloads.node("none")).isEmpty();
                assertThat(workloads.eventsOfPod("store", "none")).isEmpty();
            }
        });
    }

    @Test
    void listsAreReadToTheirLastPage() {
        try (var azure = SimulatedAzure.serve(BundledEstates.named("healthy-role-on-page-two"))) {
            azure.armPageSize(1);
            var sources = sources(azure, new RequestCounter());
            assertThat(sources.clusters().scaleSets(NODES))
                    .flatExtracting(set -> set.nodePool().stream().toList())
                    .containsExactlyInAnyOrder("system", "apps");
            assertThat(sources.accessControl().at(REGISTRY)).hasSize(1);
            var kubelet = sources.clusters()
                    .cluster(CLUSTER)
                    .orElseThrow()
                    .kubeletIdentity()
                    .orElseThrow();
            assertThat(sources.accessControl().assignedTo(kubelet.objectId(), REGISTRY))
                    .as("60 below the registry through a group, and one above it")
                    .hasSize(61);
            assertThat(sources.accessControl().definitionsAt(REGISTRY)).hasSize(5);
        }
    }

    @Test
    void theTokensOfARegistryAreOneListToItsLastPage() {
        try (var azure = SimulatedAzure.serve(BundledEstates.named("credentials-valid"))) {
            azure.armPageSize(1);
            var tokens = sources(azure, new RequestCounter()).registries().tokens(REGISTRY);
            assertThat(tokens)
                    .extracting(TokenStatusAndPasswords::name, TokenStatusAndPasswords::enabled)
                    .containsExactlyInAnyOrder(
                            tuple("batch-reader", true),
                            tuple("nobody-disabled", false),
                            tuple("nobody-expired", true));
            assertThat(tokens).allMatch(token -> token.registry().equals(REGISTRY));
            var made = Optional.of(Instant.parse("2026-01-01T00:00:00Z"));
            assertThat(tokens)
                    .filteredOn(token -> token.name().equals("batch-reader"))
                    .flatExtracting(TokenStatusAndPasswords::passwords)
                    .containsExactly(
                            new RegistryToken.Password(
                                    "password1", Optional.of(Instant.parse("2026-11-01T00:00:00Z")), made),
                            new RegistryToken.Password("password2", Optional.empty(), made));
        }
    }

    @Test
    void aSubscriptionThatIsToBeSearchedAndCannotBeSeenIsNamed() {
        try (var azure = SimulatedAzure.serve(BundledEstates.named("store"))) {
            var hidden = "00000000-0000-4000-8000-00000000abcd";
            var searched = List.of(REGISTRY.subscription(), hidden);
            assertThat(sources(azure, searched, new RequestCounter())
                            .registries()
                            .unseenSubscriptions())
                    .containsExactly(hidden);
            assertThat(sources(azure, new RequestCounter()).registries().unseenSubscriptions())
                    .isEmpty();
        }
    }

    @Test
    void imagesAreReadWithTheRegistrysTokenFlow() {
        var tally = new RequestCounter();
        try (var azure = SimulatedAzure.serve(BundledEstates.named("store"))) {
            var images = sources(azure, tally).images();
            assertThat(images.repositories(FABRIKAM)).containsExactly("store/cart", "store/catalog");
            assertThat(images.newestTags(FABRIKAM, "store/cart")).containsExactlyInAnyOrder("2.3", "2.3.0", "2.3.1");
            assertThat(images.tagsAfter(FABRIKAM, "store/cart", "2.3")).containsExactly("2.3.0", "2.3.1");
            var tag = images.tag(FABRIKAM, "store/cart", "2.3.1").orElseThrow();
            assertThat(images.manifest(FABRIKAM, "store/cart", tag.digest()))
                    .contains(new Images.Manifest(
                            tag.digest(),
                            true,
                            false,
                            Optional.of(Instant.parse("2026-11-01T12:00:00Z")),
                            Optional.of("application/vnd.oci.image.manifest.v1+json")));
            var content = images.content(FABRIKAM, "store/cart", tag.digest()).orElseThrow();
            assertThat(content.entries()).isEmpty();
            assertThat(images.platform(
                            FABRIKAM, "store/cart", content.configuration().orElseThrow()))
                    .isEqualTo(new Platform("linux", "amd64", Optional.empty()));
            assertThat(images.content(FABRIKAM, "store/cart", "2.3.1")).contains(content);
            assertThat(images.content(FABRIKAM, "store/cart", "9.9")).isEmpty();
            var asked = azure.requests().all().stream()
                    .map(request -> java.net.URI.create(request.url()))
                    .toList();
            assertThat(asked)
                    .extracting(java.net.URI::getPath)
                    .as("one exchange, and one token for the catalog and one for the repository")
                    .containsOnlyOnce("/oauth2/exchange")
                    .filteredOn("/oauth2/token"::equals)
                    .hasSize(2);
            assertThat(asked)
                    .extracting(java.net.URI::getHost)
                    .as("configurations are kept in Azure Storage")
                    .contains("sandboxmanaged.blob.core.windows.net");
        }
        assertThat(tally.calls().get(RemoteSystem.REGISTRY)).isGreaterThan(2L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/blob",
                "http://x.blob.core.windows.net/blob",
                "https://x.blob.core.windows.net.evil.example/blob",
                "https://data.azurecr.io.evil.example/blob"
            })
    void contentIsFetchedFromNoOtherHostThanAzures(String target) {
        failingWith(
                Map.of("match", "v2/.*blobs", "status", 307, "headers", Map.of("Location", target)),
                sources -> assertThatThrownBy(
                                () -> sources.images().platform(FABRIKAM, "store/cart", CART_CONFIGURATION))
                        .isInstanceOfSatisfying(
                                EvidenceUnavailableException.class,
                                e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.MALFORMED)));
    }

    @Test
    void aWorkloadIsNamedAsForKubectl() {
        with(BundledEstates.named("tag-not-found"), sources -> {
            try (var workloads = sources.workloads(CLUSTER)) {
                assertThat(workloads.pod("store", POD).orElseThrow().owner()).contains(new Owner("deployment", "cart"));
            }
        });
        with(BundledEstates.named("store"), sources -> {
            try (var workloads = sources.workloads(CLUSTER)) {
                assertThat(workloads.pod("store", POD).orElseThrow().owner()).isEmpty();
            }
        });
    }

    @Test
    void aRegistryIsReadWithItsReplicasAndItsHealth() {
        with(
                BundledEstates.named("replica-not-caught-up"),
                sources -> assertThat(sources.registries().replicaLocations(REGISTRY))
                        .containsExactlyInAnyOrder("northeurope", "westeurope"));
        with(BundledEstates.named("registry-unavailable"), sources -> {
            assertThat(sources.registries().health(REGISTRY).availability()).isEqualTo("Unavailable");
            assertThat(sources.registries().health(REGISTRY).source().text()).startsWith("ARM GET " + REGISTRY + "/");
            assertThat(sources.registries().searchedSubscriptions()).hasSize(1);
        });
    }

    @Test
    void principalsThatAreGoneAreSimplyNotThere() {
        with(BundledEstates.named("store"), sources -> {
            var kubelet = sources.clusters()
                    .cluster(CLUSTER)
                    .orElseThrow()
                    .kubeletIdentity()
                    .orElseThrow();
            assertThat(sources.directory()
                            .servicePrincipals(Set.of(kubelet.objectId(), "00000000-0000-0000-0000-000000000000")))
                    .singleElement()
                    .satisfies(principal -> assertThat(principal.displayName()).isEqualTo("aks-store-agentpool"));
        });
    }

    /** A filter has at most 15 ids, and a batch at most 20 filters. */
    @Test
    void manyPrincipalsAreReadInFewRequests() {
        try (var azure = SimulatedAzure.serve(BundledEstates.named("store"))) {
            var sources = sources(azure, new RequestCounter());
            var kubelet = sources.clusters()
                    .cluster(CLUSTER)
                    .orElseThrow()
                    .kubeletIdentity()
                    .orElseThrow();
            var ids = IntStream.range(0, 301)
                    .mapToObj("00000000-0000-4000-9000-%012d"::formatted)
                    .collect(Collectors.toCollection(HashSet::new));
            ids.add(kubelet.objectId());
            azure.requests().take();

            assertThat(sources.directory().servicePrincipals(ids))
                    .extracting(DirectoryServicePrincipal::displayName)
                    .containsExactly("aks-store-agentpool");
            assertThat(azure.requests().take())
                    .extracting(RecordedRequest::url)
                    .containsExactly(
                            "https://graph.microsoft.com/v1.0/$batch", "https://graph.microsoft.com/v1.0/$batch");
        }
    }

    @Test
    void noPrincipalsNeedNoRequest() {
        try (var azure = SimulatedAzure.serve(BundledEstates.named("store"))) {
            assertThat(sources(azure, new RequestCounter()).directory().servicePrincipals(Set.of()))
                    .isEmpty();
            assertThat(azure.requests().all()).isEmpty();
        }
    }

    /** A source, its request, and the permission that it names if the request is forbidden. */
    static Stream<Arguments> reads() {
        return Stream.of(
                arguments(
                        "managedClusters/aks-store\\?",
                        Permission.READ_CLUSTER,
                        read(s -> s.clusters().cluster(CLUSTER))),
                arguments(
                        "listClusterUserCredential",
                        Permission.READ_CLUSTER_USER_CREDENTIAL,
                        read(s -> s.workloads(CLUSTER))),
                arguments(
                        "identityBindings",
                        Permission.READ_IDENTITY_BINDINGS,
                        read(s -> s.clusters().identityBindings(CLUSTER))),
                arguments(
                        "virtualMachineScaleSets",
                        Permission.READ_SCALE_SETS,
                        read(s -> s.clusters().scaleSets(NODES))),
                arguments(
                        "Microsoft.Compute/virtualMachines",
                        Permission.READ_MACHINES,
                        read(s -> s.clusters().virtualMachines(NODES))),
                arguments(
                        "ResourceGraph",
                        Permission.FIND_REGISTRIES,
                        read(s -> s.registries().visible())),
                arguments(
                        "ResourceGraph",
                        Permission.FIND_CLUSTERS,
                        read(s -> s.clusters().visible())),
                arguments(
                        "ResourceGraph",
                        Permission.READ_WORKSPACE,
                        read(s -> s.clusters().workspaceCustomerId(CLUSTER))),
                arguments(
                        "registries/fabrikam\\?",
                        Permission.READ_REGISTRY,
                        read(s -> s.registries().registry(REGISTRY))),
                arguments(
                        "roleAssignments",
                        Permission.READ_ROLE_ASSIGNMENTS,
                        read(s -> s.accessControl().at(REGISTRY))),
                arguments(
                        "roleDefinitions",
                        Permission.READ_ROLE_DEFINITIONS,
                        read(s -> s.accessControl().definitionsAt(REGISTRY))),
                arguments(
                        "servicePrincipals\\?",
                        Permission.READ_DIRECTORY_OBJECTS,
                        read(s -> s.directory().servicePrincipals(Set.of("a")))),
                arguments(
                        "applications\\(",
                        Permission.READ_DIRECTORY_OBJECTS,
                        read(s -> s.directory().apps(Set.of("a")))),
                arguments(
                        "/pods/",
                        Permission.READ_WORKLOADS,
                        read(s -> s.workloads(CLUSTER).pod("store", POD))),
                arguments(
                        "/events",
                        Permission.READ_WORKLOADS,
                        read(s -> s.workloads(CLUSTER).eventsOfPod("store", POD))),
                arguments(
                        "/serviceaccounts/",
                        Permission.READ_WORKLOADS,
                        read(s -> s.workloads(CLUSTER).pullSecretsOfServiceAccount("store", "default"))),
                arguments(
                        "/nodes/",
                        Permission.READ_NODES,
                        read(s -> s.workloads(CLUSTER).node("n"))),
                arguments(
                        "/secrets/",
                        Permission.READ_PULL_SECRETS,
                        read(s -> s.workloads(CLUSTER).pullSecret("store", "s"))),
                arguments(
                        "availabilityStatuses",
                        Permission.READ_RESOURCE_HEALTH,
                        read(s -> s.registries().health(REGISTRY))),
                arguments(
                        "/replications",
                        Permission.READ_REGISTRY,
                        read(s -> s.registries().replicaLocations(REGISTRY))),
                arguments(
                        "registries/fabrikam\\?api-version=2026-01-01-preview",
                        Permission.READ_REGISTRY,
                        read(s -> s.registries().regionalEndpoints(REGISTRY))),
                arguments(
                        "fabrikam/tokens\\?",
                        Permission.READ_REGISTRY_TOKENS,
                        read(s -> s.registries().tokens(REGISTRY))),
                arguments(
                        "acr/v1/store.{1,3}cart$",
                        Permission.READ_IMAGES,
                        read(s -> s.images().repository(FABRIKAM, "store/cart"))),
                arguments(
                        "_tags/2.3.1",
                        Permission.READ_IMAGES,
                        read(s -> s.images().tag(FABRIKAM, "store/cart", "2.3.1"))),
                arguments(
                        "acr/v1/.*_manifests",
                        Permission.READ_IMAGES,
                        read(s -> s.images().manifest(FABRIKAM, "store/cart", CART))),
                arguments(
                        "v2/.*manifests",
                        Permission.READ_IMAGES,
                        read(s -> s.images().content(FABRIKAM, "store/cart", CART))),
                arguments(
                        "v2/.*blobs",
                        Permission.READ_IMAGES,
                        read(s -> s.images().platform(FABRIKAM, "store/cart", CART_CONFIGURATION))),
                arguments(
                        "_catalog",
                        Permission.LIST_REPOSITORIES,
                        read(s -> s.images().repositories(FABRIKAM))),
                arguments(
                        "_deleted",
                        Permission.READ_DELETED_IMAGES,
                        read(s -> s.images().deleted(FABRIKAM, "store/cart"))),
                arguments(
                        "loganalytics",
                        Permission.QUERY_LOGS,
                        read(s -> s.logs().newestPullFailure("w", CLUSTER, "store", POD))),
                arguments(
                        "loganalytics",
                        Permission.QUERY_LOGS,
                        read(s -> s.logs().pullFailures("w", LogQueryPodFilter.ALL, LAST_HOUR))),
                arguments(
                        "loganalytics",
                        Permission.QUERY_LOGS,
                        read(s -> s.logs().pullFailuresArrived("w", LAST_HOUR))));
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("reads")
    void aRefusalNamesThePermission(String request, Permission needs, Consumer<EvidenceSources> read) {
        failingWith(
                Map.of("match", request, "status", 403),
                sources -> assertThatThrownBy(() -> read.accept(sources))
                        .isInstanceOfSatisfying(EvidenceUnavailableException.class, e -> {
                            assertThat(e.reason()).isEqualTo(UnavailabilityReason.FORBIDDEN);
                            assertThat(e.needs()).contains(needs);
                        }));
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("reads")
    void anAnswerThatIsNoAnswerIsMalformed(String request, Permission needs, Consumer<EvidenceSources> read) {
        failingWith(
                Map.of("match", request, "status", 200, "body", "<html>s3cret-gateway</html>"),
                sources -> assertThatThrownBy(() -> read.accept(sources))
                        .isInstanceOfSatisfying(
                                EvidenceUnavailableException.class,
                                e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.MALFORMED))
                        .hasMessageNotContaining("s3cret")
                        .hasNoCause());
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("reads")
    void anErrorOfTheServerIsTriedAgain(String request, Permission needs, Consumer<EvidenceSources> read) {
        var tally = new RequestCounter();
        failingWith(
                Map.of("match", request, "status", 503, "headers", Map.of("Retry-After", "0"), "times", 2),
                tally,
                sources -> {
                    try {
                        read.accept(sources);
                    } catch (EvidenceUnavailableException e) {
                        // After the retries, the read may still find nothing: "w" is no workspace.
                        assertThat(e.reason())
                                .isIn(
                                        UnavailabilityReason.FORBIDDEN,
                                        UnavailabilityReason.NOT_FOUND,
                                        UnavailabilityReason.MALFORMED);
                    }
                    assertThat(tally.calls().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())
                            .isGreaterThanOrEqualTo(3);
                });
    }

    @Test
    void aRetryAfterThatIsTooLongIsNotWaitedFor() {
        failingWith(
                Map.of("match", "roleAssignments", "status", 429, "headers", Map.of("Retry-After", "3600")),
                sources -> assertThatThrownBy(() -> sources.accessControl().at(REGISTRY))
                        .isInstanceOfSatisfying(
                                EvidenceUnavailableException.class,
                                e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.THROTTLED)));
    }

    @Test
    void theResponderChangesNothing() {
        try (var azure = SimulatedAzure.serve(BundledEstates.named("store"))) {
            var sources = sources(azure, new RequestCounter());
            reads().map(read -> (Consumer<EvidenceSources>) read.get()[2]).forEach(read -> {
                try {
                    read.accept(sources);
                } catch (EvidenceUnavailableException e) {
                    assertThat(e.reason()).isNotNull();
                }
            });
            assertThat(azure.requests().all())
                    .extracting(request -> request.method())
                    .containsOnly("GET", "POST");
        }
    }

    @Test
    void sovereignCloudsAreReadAtTheirOwnHosts() {
        try (var azure = SimulatedAzure.serve(BundledEstates.named("store"))) {
            var connection = new AzureConnection(
                    azure.httpClient(),
                    azure.credential(),
                    AzureEnvironment.AZURE_US_GOVERNMENT,
                    Duration.ofSeconds(8),
                    EnabledCapabilities.all());
            var sources = new AzureEvidenceSources(
                    connection,
                    new KubernetesClientFactory(
                            azure.credential(),
                            Duration.ofSeconds(8),
                            EnabledCapabilities.all(),
                            TrustedApiServers.onThisMachine()),
                    List.of(),
                    java.time.Clock.systemUTC(),
                    new RequestCounter());
            assertThat(sources.registries().visible()).hasSize(1);
            assertThat(azure.requests().all())
                    .extracting(request -> java.net.URI.create(request.url()).getHost())
                    .containsOnly("management.usgovcloudapi.net");
        }
    }

    private static Consumer<EvidenceSources> read(Consumer<EvidenceSources> read) {
        return read;
    }

    private void failingWith(Map<String, ?> fault, Consumer<EvidenceSources> test) {
        failingWith(fault, new RequestCounter(), test);
    }

    private void failingWith(Map<String, ?> fault, RequestCounter tally, Consumer<EvidenceSources> test) {
        try {
            var complete = Path.of("target", "test-classes", "estates", "store");
            try (var files = Files.walk(complete)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    var copy = folder.resolve(complete.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
            new ObjectMapper().writeValue(folder.resolve("faults.json").toFile(), List.of(fault));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        try (var azure = SimulatedAzure.serve(Estate.load(folder))) {
            test.accept(sources(azure, tally));
        }
    }

    static void with(Estate estate, Consumer<EvidenceSources> test) {
        try (var azure = SimulatedAzure.serve(estate)) {
            test.accept(sources(azure, new RequestCounter()));
        }
    }

    static EvidenceSources sources(SimulatedAzure azure, RequestCounter tally) {
        return sources(azure, List.of(), tally);
    }

    private static EvidenceSources sources(SimulatedAzure azure, List<String> subscriptions, RequestCounter tally) {
        return sources(azure, subscriptions, Clock.systemUTC(), tally);
    }

    static EvidenceSources sources(
            SimulatedAzure azure, List<String> subscriptions, Clock clock, RequestCounter tally) {
        var maxWait = Duration.ofSeconds(8);
        var connection = new AzureConnection(
                azure.httpClient(), azure.credential(), AzureEnvironment.AZURE, maxWait, EnabledCapabilities.all());
        return new AzureEvidenceSources(
                connection,
                new KubernetesClientFactory(
                        azure.credential(), maxWait, EnabledCapabilities.all(), TrustedApiServers.onThisMachine()),
                subscriptions,
                clock,
                tally);
    }
}
