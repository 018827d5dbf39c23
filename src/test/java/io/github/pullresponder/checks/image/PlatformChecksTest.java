package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.ShopEvidence.CLUSTER;
import static io.github.pullresponder.diagnosis.ShopEvidence.pool;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.cluster.Cluster.NetworkProfile;
import io.github.pullresponder.cluster.Cluster.NodePool;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.evidence.Images;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.image.WindowsBuild;
import io.github.pullresponder.pullerror.Symptom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformChecksTest {
    private static final String AZ = " --subscription " + CLUSTER.subscription();
    private static final Platform LINUX = platform("linux", "amd64");
    private static final Platform ARM = platform("linux", "arm64");

    private static final String ADD_TO_INDEX =
            "docker buildx imagetools create --tag contososhop.azurecr.io/shop/web:1.4.2"
                    + " contososhop.azurecr.io/shop/web:1.4.2 contososhop.azurecr.io/shop/web:1.4.2-";

    private final ShopEvidence shop = new ShopEvidence();

    @Test
    void anImageOfAnotherSystemIsConfirmedWithTheSelectorOfItsNodes() {
        shop.platforms = List.of(windows("10.0.20348.2762"));
        poolsAre(pool("user"), windowsPool("win"));
        var examined = Examined.by(new ImageOsCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.IMAGE_OS_MISMATCH);
        assertThat(examined.finding().summary()).isEqualTo("shop/web:1.4.2 is for windows, and the node runs linux");
        assertThat(examined.facts())
                .containsExactly(
                        "shop/web:1.4.2 is for windows/amd64 10.0.20348.2762",
                        "node aks-user-12345678-vmss000000 is linux/amd64");
        assertThat(examined.finding().remedies().get(0).title())
                .isEqualTo("Run it on windows nodes (node pool win): nodeSelector kubernetes.io/os: windows");
        assertThat(examined.commands())
                .containsExactly(
                        "kubectl --context aks-shop patch deployment/web --namespace shop --patch"
                                + " '{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"kubernetes.io/os\":\"windows\"}}}}}'",
                        "az acr build --registry contososhop" + AZ
                                + " --image shop/web:1.4.2-linux-amd64 --platform linux/amd64 .",
                        "az acr login --name contososhop" + AZ,
                        ADD_TO_INDEX + "linux-amd64");
    }

    /** A request for the manifest would make a registry with a cache rule fetch the image. */
    @Test
    void thePlatformsOfAMissingImageAreNotRead() {
        shop.pulls("contososhop.azurecr.io/shop/web:9.9.9", "unexpected status: 401 Unauthorized");
        Examined.by(new ImageOsCheck(), shop).doesNotApply();
        assertThat(shop.asked).contains("tag").doesNotContain("platforms");
    }

    @Test
    void aClusterWithoutSuchNodesGetsAPoolFirst() {
        shop.platforms = List.of(windows("10.0.20348.2762"));
        assertThat(Examined.by(new ImageOsCheck(), shop).commands())
                .first()
                .isEqualTo("az aks nodepool add --resource-group rg-shop --cluster-name aks-shop" + AZ
                        + " --name npwin --vnet-subnet-id " + ShopEvidence.NODE_SUBNET + " --os-type Windows");
    }

    @Test
    void aPodOfItsOwnIsReplaced() {
        shop.platforms = List.of(ARM);
        poolsAre(armPool("arm"));
        var it = shop.pod.orElseThrow();
        shop.pod = Optional.of(new io.github.pullresponder.cluster.Pod(
                it.namespace(),
                it.name(),
                it.node(),
                it.serviceAccount(),
                it.imagePullSecrets(),
                it.containers(),
                Optional.empty()));
        assertThat(Examined.by(new ImageArchitectureCheck(), shop).commands())
                .last()
                .isEqualTo("kubectl --context aks-shop patch pod/web --namespace shop --patch"
                        + " '{\"spec\":{\"nodeName\":null,\"nodeSelector\":{\"kubernetes.io/arch\":\"arm64\"}}}'"
                        + " --dry-run=client --output yaml | kubectl --context aks-shop replace --force --filename -");
    }

    @Test
    void anImageOfAnotherProcessorIsConfirmedWithTheBuildForBoth() {
        nodeIs(ARM);
        poolsAre(pool("user"), armPool("arm"));
        var examined = Examined.by(new ImageArchitectureCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.IMAGE_ARCHITECTURE_MISMATCH);
        assertThat(examined.finding().summary()).isEqualTo("shop/web:1.4.2 is for amd64, and the node is arm64");
        assertThat(examined.commands())
                .containsExactly(
                        "docker buildx build --platform 'linux/amd64,linux/arm64'"
                                + " --tag contososhop.azurecr.io/shop/web:1.4.2 --push .",
                        "kubectl --context aks-shop patch deployment/web --namespace shop --patch"
                                + " '{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"kubernetes.io/arch\":\"amd64\"}}}}}'");
        Examined.by(new ImageOsCheck(), shop).isRuledOut("shop/web:1.4.2 is for linux");
    }

    @Test
    void anIndexWithTheNodesPlatformFits() {
        nodeIs(ARM);
        shop.platforms = List.of(LINUX, ARM, windows("10.0.17763.6414"));
        Examined.by(new ImageOsCheck(), shop).isRuledOut("shop/web:1.4.2 is for linux");
        Examined.by(new ImageArchitectureCheck(), shop).isRuledOut("shop/web:1.4.2 is for arm64");
        Examined.by(new WindowsVersionCheck(), shop).doesNotApply();
    }

    @Test
    void anImageOfAnotherSystemHasNoProcessorToCompare() {
        shop.platforms = List.of(windows("10.0.20348.2762"));
        Examined.by(new ImageArchitectureCheck(), shop).doesNotApply();
    }

    @Test
    void anotherReleaseOfWindowsIsConfirmed() {
        nodeIs(windows("10.0.20348.2762"));
        shop.platforms = List.of(windows("10.0.17763.6414"));
        poolsAre(windowsPool("win"));
        var examined = Examined.by(new WindowsVersionCheck(), shop);
        assertThat(examined.finding().cause()).isEqualTo(Cause.WINDOWS_VERSION_MISMATCH);
        assertThat(examined.finding().summary())
                .isEqualTo("shop/web:1.4.2 is for Windows build 17763, and the node has 20348");
        assertThat(examined.finding().remedies().get(0).title())
                .isEqualTo("Build the image from a base image of the node's Windows version, such as"
                        + " mcr.microsoft.com/windows/nanoserver:ltsc2022");
        assertThat(examined.commands())
                .containsExactly(
                        "az acr build --registry contososhop" + AZ
                                + " --image shop/web:1.4.2-windows-amd64 --platform windows/amd64 .",
                        "az acr login --name contososhop" + AZ,
                        ADD_TO_INDEX + "windows-amd64");
    }

    @Test
    void aPoolWhoseWindowsRunsTheImageIsNamed() {
        nodeIs(windows("10.0.20348.2762"));
        shop.platforms = List.of(windows("10.0.26100.1742"));
        poolsAre(
                windowsPool("win"),
                new NodePool(
                        "win25",
                        Optional.of("1.34.1"),
                        Optional.of("AKSWindows-2025-26100.1742.241009"),
                        Optional.empty()));
        assertThat(Examined.by(new WindowsVersionCheck(), shop).commands())
                .last()
                .isEqualTo(
                        "kubectl --context aks-shop patch deployment/web --namespace shop --patch"
                                + " '{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"kubernetes.azure.com/agentpool\":\"win25\"}}}}}'");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.20348.1, 10.0.20348.2762, true",
        "10.0.17763.1, 10.0.17763.6414, true",
        "10.0.17763.1, 10.0.20348.2762, false",
        "10.0.20348.1, 10.0.17763.6414, false",
        "10.0.20348.1, 10.0.26100.1742, false",
        "10.0.25398.1, 10.0.20348.2762, true",
        "10.0.26100.1, 10.0.20348.2762, true",
        "10.0.26100.1, 10.0.25398.1, true",
        "10.0.26100.1, 10.0.17763.1, false",
        "10.0.27000.1, 10.0.26100.1742, true",
        "10.0.27000.1, 10.0.20348.2762, false",
    })
    void aHostRunsItsOwnBuildAndThoseSinceTheReleaseBefore(String host, String container, boolean runs) {
        assertThat(WindowsBuild.of(host)
                        .orElseThrow()
                        .runs(WindowsBuild.of(container).orElseThrow()))
                .isEqualTo(runs);
    }

    @Test
    void anImageWithoutAVersionRunsOnEveryWindows() {
        nodeIs(windows("10.0.20348.2762"));
        shop.platforms = List.of(platform("windows", "amd64"));
        Examined.by(new WindowsVersionCheck(), shop).isRuledOut("shop/web:1.4.2 runs on Windows build 20348");
    }

    @Test
    void withoutANodeOrItsPlatformItStaysOpen() {
        shop.node = Optional.empty();
        assertThat(Examined.by(new ImageOsCheck(), shop).open().detail())
                .isEqualTo("the node, and so its platform, is not known");
        shop.node = Optional.of(new Node("n", Optional.empty(), Optional.empty(), Optional.empty(), Set.of()));
        Examined.by(new ImageArchitectureCheck(), shop).open();
    }

    @Test
    void anImageThatIsNotThereHasNoPlatform() {
        shop.tags.clear();
        Examined.by(new ImageOsCheck(), shop).doesNotApply();
    }

    @Test
    void aPlatformThatDoesNotFitExplainsA401Too() {
        assertThat(new ImageOsCheck().symptoms())
                .containsExactlyInAnyOrder(Symptom.NO_MATCHING_PLATFORM, Symptom.UNAUTHORIZED);
        nodeIs(ARM);
        shop.assignments.clear();
        assertThat(shop.diagnose(CheckCatalog.all()).causes())
                .extracting(finding -> finding.cause())
                .containsExactly(Cause.PULL_ROLE_MISSING, Cause.IMAGE_ARCHITECTURE_MISMATCH);
    }

    @Test
    void aDigestIsLookedUpToo() {
        var image = "contososhop.azurecr.io/shop/web@" + ShopEvidence.DIGEST;
        shop.pulls(image, "no match for platform in manifest: not found");
        nodeIs(ARM);
        assertThat(Examined.by(new ImageArchitectureCheck(), shop).finding().summary())
                .startsWith("shop/web@sha256:");
        shop.manifests = java.util.Map.of(
                "other", new Images.Manifest("other", true, false, Optional.empty(), Optional.empty()));
        Examined.by(new ImageArchitectureCheck(), shop).doesNotApply();
    }

    private void nodeIs(Platform platform) {
        shop.node = Optional.of(new Node(
                "aks-user-12345678-vmss000000",
                Optional.of("user"),
                Optional.of(platform),
                Optional.empty(),
                Set.of()));
    }

    private void poolsAre(NodePool... pools) {
        shop.cluster = Optional.of(ShopEvidence.cluster(Optional.empty(), List.of(pools), NetworkProfile.DEFAULT));
    }

    private static NodePool windowsPool(String name) {
        return new NodePool(
                name,
                Optional.of("1.34.1"),
                Optional.of("AKSWindows-2022-containerd-20348.2762.241009"),
                Optional.empty());
    }

    private static NodePool armPool(String name) {
        return new NodePool(
                name,
                Optional.of("1.34.1"),
                Optional.of("AKSUbuntu-2204gen2arm64containerd-202610.15.0"),
                Optional.empty());
    }

    private static Platform platform(String os, String architecture) {
        return new Platform(os, architecture, Optional.empty());
    }

    private static Platform windows(String version) {
        return new Platform("windows", "amd64", Optional.of(version));
    }
}
