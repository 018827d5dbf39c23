package io.github.pullresponder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RemoteSystem;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.SimulatedAzure;
import io.github.pullresponder.sandbox.estate.Fault;
import io.github.pullresponder.sandbox.http.RecordedRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests responses that try to send a token to another host, or that stall the client. */
@Tag("scenario")
class HostileAnswersTest {
    private static final String ELSEWHERE = "attacker.example";
    private static final ResourceId CLUSTER = ResourceId.parse(
            "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store");
    private static final ResourceId REGISTRY = ResourceId.parse(
            "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/fabrikam");
    private static final ResourceGraphRegistry FABRIKAM =
            new ResourceGraphRegistry(REGISTRY, "fabrikam.azurecr.io", Optional.empty());
    private static final String POD = "cart-6f8d9c7b5-q4m7z";

    static Stream<Arguments> reads() {
        return AzureEvidenceSourcesTest.reads();
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("reads")
    void aRedirectToAnotherHostIsNotFollowed(String request, Permission needs, Consumer<EvidenceSources> read) {
        for (var status : List.of(301, 302, 307, 308)) {
            failing(
                    fault(request, status, Map.of("Location", "https://" + ELSEWHERE + "/next"), ""),
                    (sources, azure) -> {
                        assertThatThrownBy(() -> read.accept(sources)).isInstanceOf(EvidenceUnavailableException.class);
                        assertThat(hosts(azure)).doesNotContain(ELSEWHERE);
                    });
        }
    }

    static Stream<Arguments> readsOfTheRegistryItself() {
        return AzureEvidenceSourcesTest.reads()
                .filter(read -> ((Permission) read.get()[1]).system() == RemoteSystem.REGISTRY)
                .flatMap(read -> Stream.of("/oauth2/exchange", "/oauth2/token", (String) read.get()[0])
                        .map(refused -> Arguments.of(refused, read.get()[2])));
    }

    /** A registry's network rules can refuse an address at every step: a role assignment does not help. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("readsOfTheRegistryItself")
    void aRegistryWhoseNetworkRulesRefusePullResponderDoesNotProveAMissingRole(
            String request, Consumer<EvidenceSources> read) {
        var body = "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"client with IP '203.0.113.77' is not allowed"
                + " access. Refer https://aka.ms/acr/firewall to grant access.\"}]}";
        failing(
                fault(request, 403, Map.of("Content-Type", "application/json"), body),
                (sources, azure) -> assertThatThrownBy(() -> read.accept(sources))
                        .isInstanceOfSatisfying(EvidenceUnavailableException.class, e -> {
                            assertThat(e.reason()).isEqualTo(UnavailabilityReason.BLOCKED);
                            assertThat(e.needs()).isEmpty();
                            assertThat(e).hasMessageContaining("203.0.113.77");
                        }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readsOfTheRegistryItself")
    void another403OfARegistryIsOneForAMissingRight(String request, Consumer<EvidenceSources> read) {
        var body = "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"requested access to the resource is denied\"}]}";
        failing(
                fault(request, 403, Map.of("Content-Type", "application/json"), body),
                (sources, azure) -> assertThatThrownBy(() -> read.accept(sources))
                        .isInstanceOfSatisfying(
                                EvidenceUnavailableException.class,
                                e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.FORBIDDEN)));
    }

    /** The Kubernetes client is not an Azure SDK client: it would follow the redirect and send its token to the new host. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectOfAnApiServerIsNotFollowed(int status) {
        try (var other = SimulatedAzure.serve(BundledEstates.named("store"))) {
            failing(
                    fault("/pods/", status, Map.of("Location", other.origin() + "/kubernetes/aks-store/api"), ""),
                    (sources, azure) -> {
                        try (var workloads = sources.workloads(CLUSTER)) {
                            assertThatThrownBy(() -> workloads.pod("store", POD))
                                    .isInstanceOfSatisfying(
                                            EvidenceUnavailableException.class,
                                            e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.MALFORMED));
                        }
                    });
            assertThat(other.requests().all()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"roleAssignments", "roleDefinitions", "virtualMachineScaleSets", "/tokens"})
    void aLinkToANextPageOnAnotherHostIsNotFollowed(String list) {
        var page = "{\"value\":[],\"nextLink\":\"https://" + ELSEWHERE + "/page2\"}";
        failing(fault(list, 200, Map.of(), page), (sources, azure) -> {
            assertThatThrownBy(() -> {
                        sources.accessControl().at(REGISTRY);
                        sources.accessControl().definitionsAt(REGISTRY);
                        sources.clusters()
                                .scaleSets(
                                        ResourceId.parse(
                                                "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/resourceGroups/MC_rg-store_aks-store_northeurope"));
                        sources.registries().tokens(REGISTRY);
                    })
                    .isInstanceOfSatisfying(
                            EvidenceUnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.MALFORMED));
            assertThat(hosts(azure)).doesNotContain(ELSEWHERE);
        });
    }

    @Test
    void aLinkToANextPageOfTheCatalogOnAnotherHostIsNotFollowed() {
        failing(
                fault(
                        "_catalog",
                        200,
                        Map.of("Link", "<https://" + ELSEWHERE + "/acr/v1/_catalog?last=a>; rel=\"next\""),
                        "{\"repositories\":[\"a\"]}"),
                (sources, azure) -> {
                    try {
                        sources.images().repositories(FABRIKAM);
                    } catch (EvidenceUnavailableException e) {
                        assertThat(e.reason()).isEqualTo(UnavailabilityReason.MALFORMED);
                    }
                    assertThat(hosts(azure)).doesNotContain(ELSEWHERE);
                });
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("reads")
    void anAnswerThatIsTooLargeIsNotReadToItsEnd(String request, Permission needs, Consumer<EvidenceSources> read) {
        failing(
                fault(request, 200, Map.of(), "{\"value\":\"" + "a".repeat(5 << 20) + "\"}"),
                (sources, azure) -> assertThatThrownBy(() -> read.accept(sources))
                        .isInstanceOfSatisfying(
                                EvidenceUnavailableException.class,
                                e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.TOO_LARGE)));
    }

    @Test
    void aConfigurationThatIsTooLargeIsNotReadToItsEnd() {
        failing(
                fault("sandboxmanaged.blob.core.windows.net", 200, Map.of(), " ".repeat(5 << 20) + "{}"),
                (sources, azure) -> assertThatThrownBy(() -> sources.images()
                                .platform(
                                        FABRIKAM,
                                        "store/cart",
                                        "sha256:8ae6b1e9be68ff9223c6c6cd1a3e5f9a140611df47cdaa81dfb24663273d6329"))
                        .isInstanceOfSatisfying(
                                EvidenceUnavailableException.class,
                                e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.TOO_LARGE)));
    }

    @Test
    void aPageThatIsTooLargeIsReadInSmallerOnes() {
        failing(fault("limit=250", 200, Map.of(), " ".repeat(5 << 20)), (sources, azure) -> {
            try (var workloads = sources.workloads(CLUSTER)) {
                assertThat(workloads.pods()).isNotEmpty();
            }
        });
    }

    @Test
    void aTokenThatTheApiServerDoesNotAcceptIsNoMissingRole() {
        failing(fault("/pods/", 401, Map.of(), ""), (sources, azure) -> {
            try (var workloads = sources.workloads(CLUSTER)) {
                assertThatThrownBy(() -> workloads.pod("store", POD))
                        .isInstanceOfSatisfying(EvidenceUnavailableException.class, e -> {
                            assertThat(e.reason()).isEqualTo(UnavailabilityReason.UNAUTHENTICATED);
                            assertThat(e.needs()).isEmpty();
                        })
                        .hasMessageContaining("does not accept the responder's token");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pods/", "/secrets/", "/serviceaccounts/", "/nodes/", "/events", "/api/v1/pods"})
    void anEmptyAnswerIsNoAbsence(String request) {
        failing(fault(request, 200, Map.of(), ""), (sources, azure) -> {
            try (var workloads = sources.workloads(CLUSTER)) {
                assertThatThrownBy(() -> {
                            workloads.pod("store", POD);
                            workloads.pullSecret("store", "registry");
                            workloads.pullSecretsOfServiceAccount("store", "default");
                            workloads.node("aks-apps-31415926-vmss000000");
                            workloads.eventsOfPod("store", POD);
                            workloads.pods();
                        })
                        .isInstanceOfSatisfying(
                                EvidenceUnavailableException.class,
                                e -> assertThat(e.reason()).isEqualTo(UnavailabilityReason.MALFORMED));
            }
        });
    }

    /** Kubernetes API concepts, "Retrieving large results sets in chunks": the status contains a token to continue the list. */
    @Test
    void aListWhoseSnapshotExpiredContinuesWithTheNewToken() {
        failing(
                List.of(
                        fault("GET [^?]*/api/v1/pods[?](?!.*continue)", 200, Map.of(), page("one", "old")),
                        fault("continue=old", 410, Map.of("Content-Type", "application/json"), """
                                {"kind":"Status","apiVersion":"v1","metadata":{"continue":"new"},"status":"Failure",
                                 "message":"The provided continue parameter is too old","reason":"Expired","code":410}"""),
                        fault("continue=new", 200, Map.of(), page("two", ""))),
                (sources, azure) -> {
                    try (var workloads = sources.workloads(CLUSTER)) {
                        assertThat(workloads.pods())
                                .extracting(pod -> pod.name())
                                .containsExactly("one", "two");
                    }
                });
    }

    @Test
    void aListWhoseSnapshotExpiredWithoutATokenIsNotTakenForAPartOfIt() {
        failing(
                List.of(
                        fault("GET [^?]*/api/v1/pods[?](?!.*continue)", 200, Map.of(), page("one", "old")),
                        fault("continue=old", 410, Map.of(), "")),
                (sources, azure) -> {
                    try (var workloads = sources.workloads(CLUSTER)) {
                        assertThatThrownBy(workloads::pods).isInstanceOf(EvidenceUnavailableException.class);
                    }
                });
    }

    private static String page(String pod, String next) {
        return """
                {"kind":"PodList","apiVersion":"v1","metadata":{"continue":"%s"},"items":[
                 {"metadata":{"name":"%s","namespace":"store"},"spec":{"containers":[]}}]}""".formatted(next, pod);
    }

    private static Fault fault(String match, int status, Map<String, String> headers, String body) {
        return new Fault(
                Pattern.compile(match),
                OptionalInt.of(status),
                headers,
                Optional.of(body),
                Duration.ZERO,
                OptionalInt.empty(),
                false);
    }

    private static void failing(Fault fault, BiConsumer<EvidenceSources, SimulatedAzure> test) {
        failing(List.of(fault), test);
    }

    private static void failing(List<Fault> faults, BiConsumer<EvidenceSources, SimulatedAzure> test) {
        try (var azure = SimulatedAzure.serve(BundledEstates.named("store").withFaults(faults))) {
            test.accept(AzureEvidenceSourcesTest.sources(azure, new RequestCounter()), azure);
        }
    }

    private static List<String> hosts(SimulatedAzure azure) {
        return azure.requests().all().stream()
                .map(RecordedRequest::url)
                .map(url -> URI.create(url).getHost())
                .toList();
    }
}
