package io.github.pullresponder.checks.node;

import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopEvidence.IMAGE;
import static io.github.pullresponder.diagnosis.ShopEvidence.REGISTRY;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.cluster.Cluster.NetworkProfile;
import io.github.pullresponder.cluster.HttpProxy;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.registry.CacheRule;
import io.github.pullresponder.registry.RegistryResourceHealth;
import io.github.pullresponder.resource.ResourceId;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAndServiceChecksTest {
    private static final String AZ = " --subscription " + REGISTRY.subscription();
    private static final String HEAD =
            "failed to resolve reference \"" + IMAGE + "\": unexpected status from HEAD request to ";
    private static final String MANIFEST = "https://contososhop.azurecr.io/v2/shop/web/manifests/1.4.2: ";

    private final ShopEvidence shop = new ShopEvidence();

    @Test
    void theLimitOfTheKubeletIsConfirmed() {
        shop.events = List.of(ShopEvidence.failed("Failed to pull image \"" + IMAGE + "\": pull QPS exceeded"));
        var examined = Examined.by(new NodePullLimitCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.NODE_PULL_LIMIT_EXCEEDED);
        assertThat(examined.finding().summary())
                .isEqualTo(
                        "The kubelet on node aks-user-12345678-vmss000000 exceeded its pull rate limit (registryPullQPS)");
        assertThat(examined.commands())
                .containsExactly("kubectl --context aks-shop patch deployment/web --namespace shop --patch"
                        + " '{\"spec\":{\"template\":{\"spec\":{\"containers\":"
                        + "[{\"name\":\"web\",\"imagePullPolicy\":\"IfNotPresent\"}]}}}}'");
    }

    @Test
    void aFullDiskIsConfirmedWithTheNodesMessage() {
        diskFull();
        shop.node = Optional.of(new Node(
                "aks-user-12345678-vmss000000",
                Optional.of("user"),
                Optional.empty(),
                Optional.empty(),
                Set.of("DiskPressure")));
        var examined = Examined.by(new NodeDiskCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.NODE_DISK_FULL);
        assertThat(examined.finding().summary()).isEqualTo("The disk of node aks-user-12345678-vmss000000 is full");
        assertThat(examined.facts())
                .containsExactly(
                        "the node has no space left for the image",
                        "node aks-user-12345678-vmss000000 has the condition DiskPressure");
        assertThat(examined.commands())
                .hasSize(3)
                .contains("az aks nodepool add --resource-group rg-shop --cluster-name aks-shop --subscription "
                        + CLUSTER.subscription() + " --name userbig --vnet-subnet-id " + ShopEvidence.NODE_SUBNET
                        + " --node-osdisk-size 256")
                .last(as(STRING))
                .startsWith("kubectl --context aks-shop patch deployment/web --namespace shop")
                .contains("\"kubernetes.azure.com/agentpool\":\"userbig\"");
    }

    @Test
    void aFullDiskIsConfirmedEvenIfTheNodeMayNotBeRead() {
        diskFull();
        shop.unreadable.put("node", EvidenceUnavailableException.forbidden("node", Permission.READ_NODES));
        var examined = Examined.by(new NodeDiskCheck(), shop);
        assertThat(examined.finding().summary()).isEqualTo("The node's disk is full");
        assertThat(examined.commands()).hasSize(2);
    }

    @Test
    void a429OfTheRegistryIsConfirmedWithItsSku() {
        shop.pulls(IMAGE, HEAD + MANIFEST + "429 Too Many Requests");
        var examined = Examined.by("registry-throttled", shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.REGISTRY_THROTTLED);
        assertThat(examined.facts())
                .containsExactly("contososhop.azurecr.io answered 429", "the SKU of contososhop is Premium");
        assertThat(examined.commands())
                .containsExactly(
                        "az acr artifact-streaming create --name contososhop" + AZ + " --image shop/web:1.4.2");
        Examined.by("upstream-throttled", shop).isRuledOut("contososhop.azurecr.io is an Azure container registry");
    }

    @Test
    void a429OfAnotherRegistryIsConfirmedWithTheCacheRule() {
        shop.pulls(
                "nginx:1.27",
                "failed to copy: httpReadSeeker: failed open: unexpected status from GET request to"
                        + " https://registry-1.docker.io/v2/library/nginx/blobs/x: 429 Too Many Requests");
        var examined = Examined.by("upstream-throttled", shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.UPSTREAM_THROTTLED);
        assertThat(examined.finding().summary()).isEqualTo("The registry registry-1.docker.io throttles requests");
        assertThat(examined.commands())
                .containsExactly(
                        "az acr cache create --registry contososhop" + AZ + " --name library-nginx"
                                + " --source-repo docker.io/library/nginx --target-repo library/nginx",
                        "kubectl --context aks-shop set image deployment/web web=contososhop.azurecr.io/library/nginx:1.27"
                                + " --namespace shop");
        Examined.by("registry-throttled", shop)
                .isRuledOut("registry-1.docker.io throttles requests; it is not an Azure container registry");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contososhop.azurecr.io/Shop/Web:1.4.2 | contososhop.azurecr.io/shop/web:1.4.2 |",
                "https://contososhop.azurecr.io/shop/web:1.4.2 | contososhop.azurecr.io/shop/web:1.4.2 |",
                "contososhop.azurecr.io/shop/web :1.4.2 | contososhop.azurecr.io/shop/web:1.4.2 |",
                "contososhop.azurecr.io/shop/web:1.4.2:1.5.0 | contososhop.azurecr.io/shop/web:1.4.2"
                        + " | contososhop.azurecr.io/shop/web:1.5.0",
            })
    void anInvalidReferenceIsConfirmedWithItsCorrection(String written, String intended, String other) {
        shop.pulls(written, "");
        shop.events = List.of(ShopEvidence.failed("Failed to apply default image tag \"" + written
                + "\": couldn't parse image reference \"" + written + "\": invalid reference format"));
        var examined = Examined.by("image-reference", shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.INVALID_IMAGE_REFERENCE);
        assertThat(examined.commands())
                .containsExactlyElementsOf(Stream.of(Optional.of(intended), Optional.ofNullable(other))
                        .flatMap(Optional::stream)
                        .map(image -> "kubectl --context aks-shop set image deployment/web web=" + image
                                + " --namespace shop")
                        .toList());
    }

    @Test
    void theFirstInvalidCharacterIsReported() {
        shop.pulls("contososhop.azurecr.io/shop/web:1.4.2 ", "");
        var examined = Examined.by("image-reference", shop);
        assertThat(examined.finding().summary())
                .isEqualTo("\"contososhop.azurecr.io/shop/web:1.4.2 \" is not a valid image reference: white space");
        assertThat(examined.facts())
                .containsExactly("first invalid character: position 38: \"contososhop.azurecr.io/shop/web:1.4.2« »\"");
    }

    @Test
    void aReferenceThatIsNotClearIsNotGuessed() {
        shop.pulls("contososhop.azurecr.io/shop/web:", "");
        assertThat(Examined.by("image-reference", shop).finding().remedies()).isEmpty();
    }

    @Test
    void aServerErrorIsConfirmedWithTheHealthOfTheRegistry() {
        shop.pulls(IMAGE, HEAD + MANIFEST + "503 Service Unavailable");
        shop.health = new RegistryResourceHealth(REGISTRY, "Unavailable", Optional.of("Requests are failing."));
        var examined = Examined.by("registry-health", shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.REGISTRY_UNAVAILABLE);
        assertThat(examined.finding().summary()).isEqualTo("The registry contososhop.azurecr.io returns HTTP 5xx");
        assertThat(examined.facts())
                .containsExactly(
                        "contososhop.azurecr.io returned a server error to the node",
                        "the provisioning state of contososhop is Succeeded, its SKU is Premium",
                        "Azure reports it as Unavailable: Requests are failing.",
                        "contososhop.azurecr.io returned 401 to Pull Responder");
        assertThat(examined.commands())
                .containsExactly("az acr check-health --name contososhop" + AZ + " --ignore-errors --yes");
    }

    @Test
    void aServerErrorWithoutOtherEvidenceIsLikely() {
        shop.pulls(IMAGE, HEAD + MANIFEST + "504 Gateway Time-out");
        var open = Examined.by("registry-health", shop).open();
        assertThat(open.detail())
                .isEqualTo(
                        "contososhop.azurecr.io returned a server error to the node, but Azure reports it as Available,"
                                + " and it returned 401 to Pull Responder");
        assertThat(open.suspect()).isPresent();
    }

    @Test
    void aServerErrorThatTheResponderGetsTooIsConfirmed() {
        shop.pulls(IMAGE, HEAD + MANIFEST + "503 Service Unavailable");
        shop.registryStatus = 502;
        assertThat(Examined.by("registry-health", shop).facts())
                .endsWith("contososhop.azurecr.io returned 502 to Pull Responder");
    }

    @Test
    void aServerErrorNextToA401IsFoundToo() {
        shop.pulls(
                IMAGE,
                "[rpc error: code = Unknown desc = Error response from daemon: Get " + MANIFEST
                        + "received unexpected HTTP status: 500 Internal Server Error, rpc error: code = Unknown desc ="
                        + " Error response from daemon: Get " + MANIFEST + "unauthorized: authentication required]");
        assertThat(Examined.by("registry-health", shop).open().suspect()).isPresent();
        assertThat(shop.diagnose(CheckCatalog.all()).checks())
                .extracting(CheckResult::id)
                .contains("registry-health", "pull-role");
    }

    @Test
    void anUnknownHealthIsMadeUpForByTheRegistrysAnswer() {
        shop.pulls(
                IMAGE, HEAD.replace("unexpected status from HEAD request to ", "dial tcp 10.1.1.4:443: i/o timeout"));
        shop.health = new RegistryResourceHealth(REGISTRY, "Unknown", Optional.empty());
        Examined.by("registry-health", shop).isRuledOut("contososhop returned 401 to Pull Responder");
        shop.registryStatus = 503;
        assertThat(Examined.by("registry-health", shop).open().suspect()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "toomanyrequests: too many requests",
                "failed to authorize: failed to fetch oauth token: unexpected status: 429 Too Many Requests",
            })
    void a429OfNoNamedHostIsLikelyOnly(String answer) {
        shop.pulls(IMAGE, HEAD.replace("unexpected status from HEAD request to ", "") + answer);
        var open = Examined.by("registry-throttled", shop).open();
        assertThat(open.detail()).isEqualTo("the message does not name the host that answered 429");
        assertThat(open.suspect())
                .hasValueSatisfying(finding -> assertThat(finding.evidence())
                        .extracting(Evidence::fact)
                        .contains("the pull from contososhop.azurecr.io was answered with 429"));
        shop.pulls("nginx:1.27", "failed to copy: " + answer);
        assertThat(Examined.by("upstream-throttled", shop).open().suspect()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.microsoftonline.com/common/oauth2/v2.0/token",
                "https://westeurope.login.microsoft.com/common/oauth2/v2.0/token",
                "http://169.254.169.254/metadata/identity/oauth2/token",
            })
    void a429OfTheHostThatGivesTokensIsOfNoRegistry(String url) {
        shop.pulls(
                IMAGE,
                "failed to authorize: failed to fetch oauth token: unexpected status from POST request to " + url
                        + ": 429 Too Many Requests");
        var host = URI.create(url).getHost();
        Examined.by("registry-throttled", shop)
                .isRuledOut(host + " throttles requests; it is not an Azure container registry");
        Examined.by("upstream-throttled", shop)
                .isRuledOut(host + " throttles requests; it issues tokens to nodes and is not a registry");
    }

    @Test
    void a429OfTheMirrorOnTheNodeIsNotTheRegistrys() {
        shop.pulls(
                IMAGE,
                HEAD + "http://localhost:8578/v2/shop/web/manifests/1.4.2?ns=contososhop.azurecr.io:"
                        + " 429 Too Many Requests");
        assertThat(Examined.by("registry-throttled", shop).open().suspect()).isPresent();
        assertThat(Examined.by("upstream-throttled", shop).open().suspect()).isEmpty();
    }

    @Test
    void a429ThatTheRegistryAscribesToTheSourceOfACacheRuleIsTheSources() {
        shop.pulls(
                IMAGE,
                HEAD + MANIFEST
                        + "429 Too Many Requests\ntoomanyrequests: too many requests to source registry for cache rule 'web'");
        assertThat(Examined.by("upstream-throttled", shop).finding().cause()).isEqualTo(Cause.UPSTREAM_THROTTLED);
        Examined.by("registry-throttled", shop)
                .isRuledOut("contososhop.azurecr.io reports that the source of a cache rule throttles");
    }

    @Test
    void theRuleWhoseSourceThrottlesIsNamedAndSignsInIfItDoesNot() {
        shop.pulls(
                IMAGE,
                HEAD + MANIFEST + "429 Too Many Requests\ntoomanyrequests: too many requests to source registry"
                        + " for cache rule 'shop'");
        shop.cacheRules.add(cacheRule(Optional.empty()));
        var anonymous = Examined.by("upstream-throttled", shop);
        assertThat(anonymous.facts())
                .contains("cache rule shop fetches shop/web from docker.io/team/web, without a credential set");
        assertThat(anonymous.finding().remedies()).contains(ImageRemedies.AUTHENTICATE_CACHE);

        shop.cacheRules.set(0, cacheRule(Optional.of(ResourceId.parse(ShopEvidence.REGISTRY + "/credentialSets/hub"))));
        var signedIn = Examined.by("upstream-throttled", shop);
        assertThat(signedIn.facts())
                .contains("cache rule shop fetches shop/web from docker.io/team/web, with credential set hub");
        assertThat(signedIn.finding().remedies())
                .doesNotContain(ImageRemedies.AUTHENTICATE_CACHE)
                .isNotEmpty();
    }

    private static CacheRule cacheRule(Optional<ResourceId> set) {
        return new CacheRule(
                ResourceId.parse(ShopEvidence.REGISTRY + "/cacheRules/shop"), "docker.io/team/*", "shop/*", set);
    }

    @Test
    void unreadableDataDoesNotHideAServerError() {
        shop.pulls(IMAGE, HEAD + MANIFEST + "503 Service Unavailable");
        shop.unreadable.put(
                "health", EvidenceUnavailableException.forbidden("health", Permission.READ_RESOURCE_HEALTH));
        shop.unreadable.put("registry", EvidenceUnavailableException.forbidden("registry", Permission.READ_REGISTRY));
        var open = Examined.by("registry-health", shop).open();
        assertThat(open.needs()).isPresent();
        assertThat(open.suspect()).isPresent();
    }

    @Test
    void theMirrorOnTheNodeIsNotTheRegistry() {
        shop.pulls(
                IMAGE,
                HEAD + "http://localhost:8578/v2/shop/web/manifests/1.4.2?ns=contososhop.azurecr.io:"
                        + " 503 Service Unavailable");
        assertThat(Examined.by("registry-health", shop).open().detail())
                .isEqualTo("the artifact streaming mirror on the node" + " (localhost:8578) failed, not the registry");
    }

    @Test
    void aTimeoutOfAnUnhealthyRegistryIsSuspicious() {
        shop.pulls(
                IMAGE, HEAD.replace("unexpected status from HEAD request to ", "dial tcp 10.1.1.4:443: i/o timeout"));
        Examined.by("registry-health", shop).isRuledOut("contososhop is Succeeded and Available");
        shop.health = new RegistryResourceHealth(REGISTRY, "Degraded", Optional.empty());
        assertThat(Examined.by("registry-health", shop).open().suspect())
                .hasValueSatisfying(finding -> assertThat(finding.summary()).isEqualTo("contososhop is not healthy"));
    }

    @Test
    void damagedContentIsConfirmedWithThePush() {
        shop.pulls(IMAGE, "failed to read expected number of bytes: unexpected EOF");
        var examined = Examined.by("image-content", shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.IMAGE_CONTENT_DAMAGED);
        assertThat(examined.finding().summary()).isEqualTo("The content of " + IMAGE + " is damaged or incomplete");
        assertThat(examined.commands()).containsExactly("az acr login --name contososhop" + AZ, "docker push " + IMAGE);
    }

    @Test
    void aProxyOnThePathIsCheckedFirst() {
        blobMissing();
        shop.cluster = Optional.of(ShopEvidence.cluster(
                Optional.empty(),
                List.of(),
                new NetworkProfile(
                        "loadBalancer",
                        List.of(),
                        Optional.of(new HttpProxy("proxy:3128", List.of())),
                        Optional.empty())));
        assertThat(Examined.by("image-content", shop).finding().remedies())
                .first()
                .satisfies(remedy -> assertThat(remedy.title())
                        .isEqualTo("First check the proxy proxy:3128, which may change or truncate the content"));
    }

    @Test
    void contentOfAnImageThatIsNotThereIsNotDamaged() {
        blobMissing();
        shop.tags.clear();
        Examined.by("image-content", shop).doesNotApply();
    }

    static Stream<String> checksOfMessages() {
        return Stream.of("node-pull-limit", "node-disk", "registry-throttled", "upstream-throttled", "image-content");
    }

    @ParameterizedTest
    @MethodSource("checksOfMessages")
    void anotherMessageIsNotAboutDamagedContent(String check) {
        Examined.by(check, shop).doesNotApply();
    }

    @Test
    void aReferenceThatParsesIsWellFormed() {
        Examined.by("image-reference", shop).isRuledOut(IMAGE + " is valid");
    }

    private void diskFull() {
        shop.pulls(IMAGE, "failed to extract layer sha256:aa: write /var/lib/x: no space left on device: unknown");
    }

    private void blobMissing() {
        shop.pulls(
                IMAGE,
                "failed to copy: httpReadSeeker: failed open: could not fetch content descriptor sha256:aa"
                        + " (application/vnd.oci.image.layer.v1.tar+gzip) from remote: not found");
    }
}
