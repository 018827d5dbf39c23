package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.sandbox.estate.Directory;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.estate.Fault;
import io.github.pullresponder.sandbox.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Forty clusters with sixty service principals are read with few requests, and reported on one card. */
@Tag("scenario")
class CredentialSweepAtScaleTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLUSTERS = 40;
    private static final int WITH_SECRET = 20;
    /** The tries for one card: the first one, and the retries. */
    private static final int TRIES = 4;

    private static final String CLUSTER_TYPE = "Microsoft.ContainerService/managedClusters";

    @Test
    void eachResourceIsReadOnceAndTheDirectoryInBatches() {
        try (var player = new EstatePlayer(estate(List.of()), 0)) {
            var report = swept(player);
            assertThat(report.causes()).hasSize(CLUSTERS + WITH_SECRET);
            assertThat(report.withVerdict(Verdict.Undetermined.class)).isEmpty();
            assertThat(requests(player, "Microsoft.ResourceGraph"))
                    .as("clusters, registries")
                    .hasSize(2);
            assertThat(requests(player, "/\\$batch"))
                    .as("two requests each, 20 a batch")
                    .hasSize(6);
            assertThat(requests(player, "/tokens\\?")).hasSize(1);
            assertThat(requests(player, "listClusterUserCredential")).hasSize(CLUSTERS);
            assertThat(player.azure().teamsMessages())
                    .singleElement()
                    .satisfies(card -> assertThat(card.getBytes(StandardCharsets.UTF_8).length)
                            .isLessThan(20_000));
        }
    }

    @Test
    void unreadableClustersAreNamedAndDoNotAffectOthers() {
        var forbidden = answering(403, "aks-1[0-9]/listClusterUserCredential", OptionalInt.empty());
        try (var player = new EstatePlayer(estate(List.of(forbidden)), 0)) {
            var report = swept(player);
            assertThat(report.withVerdict(Verdict.Undetermined.class))
                    .extracting(check -> check.question())
                    .containsExactlyElementsOf(IntStream.range(10, 20)
                            .mapToObj(i -> "The pull secrets of aks-" + i + " do not expire soon")
                            .toList());
            assertThat(report.causes()).extracting(Finding::summary).anyMatch(text -> text.contains("aks-39"));
            assertThat(report.causes()).hasSize(CLUSTERS + WITH_SECRET - 10);
        }
    }

    @Test
    void aCardThatTeamsDoesNotTakeFailsTheFunctionSoThatItsRetrySendsIt() {
        var down = answering(503, "POST .*webhook", OptionalInt.of(TRIES));
        try (var player = new EstatePlayer(estate(List.of(down)), 0)) {
            var trigger = player.estate().triggers().get(0);
            assertThat(player.play(trigger).status()).isEqualTo(500);
            assertThat(player.azure().teamsMessages()).isEmpty();
            assertThat(player.play(trigger).status()).isEqualTo(204);
            assertThat(player.azure().teamsMessages()).hasSize(1);
            player.play(trigger);
            assertThat(player.azure().teamsMessages()).as("told once").hasSize(1);
        }
    }

    private static Fault answering(int status, String request, OptionalInt times) {
        return new Fault(
                Pattern.compile(request),
                OptionalInt.of(status),
                Map.of("Retry-After", "0"),
                Optional.empty(),
                Duration.ZERO,
                times,
                false);
    }

    private static Report swept(EstatePlayer player) {
        return player.play(player.estate().triggers().get(0)).firstReport().orElseThrow();
    }

    private static List<RecordedRequest> requests(EstatePlayer player, String url) {
        return player.azure().requests().all().stream()
                .filter(request -> Pattern.compile(url).matcher(request.url()).find())
                .toList();
    }

    /** Each cluster uses a separate service principal; some have a pull secret that contains another one. */
    private static Estate estate(List<Fault> faults) {
        var one = BundledEstates.named("credentials-expiring");
        var resources = new ArrayList<ObjectNode>();
        one.resources().stream().filter(resource -> !isCluster(resource)).forEach(resources::add);
        var cluster = one.resources().stream()
                .filter(CredentialSweepAtScaleTest::isCluster)
                .findFirst()
                .orElseThrow();
        var inside = new HashMap<String, List<ObjectNode>>();
        var applications = new ArrayList<ObjectNode>();
        var principals = new ArrayList<ObjectNode>();
        for (var i = 0; i < CLUSTERS; i++) {
            var name = "aks-" + i;
            resources.add(named(cluster, name, appId(i)));
            addPrincipal(appId(i), applications, principals);
            inside.put(name, i < WITH_SECRET ? List.of(secret(appId(CLUSTERS + i))) : List.of());
        }
        IntStream.range(CLUSTERS, CLUSTERS + WITH_SECRET)
                .forEach(i -> addPrincipal(appId(i), applications, principals));
        return new Estate(
                "at-scale",
                one.clock(),
                resources.stream()
                        .filter(element -> !element.path("type").asText().endsWith("/tokens"))
                        .toList(),
                one.subscriptions(),
                one.actions(),
                new Directory(applications, principals, List.of()),
                inside,
                one.registries(),
                one.logs(),
                faults,
                one.triggers(),
                one.expected());
    }

    private static boolean isCluster(ObjectNode resource) {
        return resource.path("type").asText().equals(CLUSTER_TYPE);
    }

    private static ObjectNode named(ObjectNode cluster, String name, String appId) {
        var copy = cluster.deepCopy();
        copy.put("id", cluster.path("id").asText().replace("aks-store", name)).put("name", name);
        ((ObjectNode) copy.at("/properties/servicePrincipalProfile")).put("clientId", appId);
        return copy;
    }

    private static String appId(int i) {
        return "00000000-0000-4000-8000-%012d".formatted(i);
    }

    private static void addPrincipal(String appId, List<ObjectNode> applications, List<ObjectNode> principals) {
        applications.add(parsed("""
                {"id": "a-%1$s", "appId": "%1$s", "displayName": "sp", "keyCredentials": [], "passwordCredentials":
                 [{"keyId": "k", "hint": "pw1", "endDateTime": "2026-11-28T00:00:00Z"}]}""".formatted(appId)));
        principals.add(parsed("""
                {"id": "s-%1$s", "appId": "%1$s", "displayName": "sp", "accountEnabled": true,
                 "passwordCredentials": [], "keyCredentials": []}""".formatted(appId)));
    }

    private static ObjectNode secret(String appId) {
        var config = "{\"auths\": {\"fabrikam.azurecr.io\": {\"username\": \"%s\", \"password\": \"pw1~secret\"}}}"
                .formatted(appId);
        return parsed("""
                {"apiVersion": "v1", "kind": "Secret", "type": "kubernetes.io/dockerconfigjson",
                 "metadata": {"name": "regcred", "namespace": "store"}, "data": {".dockerconfigjson": "%s"}}""".formatted(Base64.getEncoder().encodeToString(config.getBytes(StandardCharsets.UTF_8))));
    }

    private static ObjectNode parsed(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
