package io.github.pullresponder.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.cluster.Pod.Container;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.diagnosis.ShopNetwork;
import io.github.pullresponder.diagnosis.UndiagnosedFailureReport;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Permission;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportsTest {
    /** An external text that tries to break out of every format that contains it. */
    private static final String HOSTILE =
            "x.azurecr.io/a:b </h1><script>alert(1)</script> `](javascript:x) {{DATE(2026-11-22T10:00:00Z)}} | \033[31m \u009b31m \u202e \u2028 **b**";

    private final ShopEvidence shop = new ShopEvidence();

    @Test
    void theConsoleShowsCauseReasonFixAndRuledOutChecks() {
        shop.assignments.clear();
        assertThat(withoutDuration(TextReportRenderer.PLAIN.render(diagnosis())))
                .isEqualTo("""
                        ✗ shop/web cannot pull contososhop.azurecr.io/shop/web:1.4.2
                          aks-shop · node pool user · 401 unauthorized while authorizing · since 09:51 UTC, 6 attempts, 1 pod

                          AcrPull is missing for aks-shop-agentpool on contososhop                     PULL_ROLE_MISSING
                            because  aks-shop-agentpool (object e44f24e5-597e-6537-ba54-02b3267e3acb) has no role with Microsoft.ContainerRegistry/registries/pull/read on contososhop or a higher scope
                                     the role assignment mode of contososhop is LegacyRegistryPermissions
                            fix      Attach the registry to the cluster
                                       az aks update --resource-group rg-shop --name aks-shop --subscription 8d7c1a52-0c55-4b58-9f0e-6a1d2b3c4e5f --attach-acr /subscriptions/8d7c1a52-0c55-4b58-9f0e-6a1d2b3c4e5f/resourceGroups/rg-registry/providers/Microsoft.ContainerRegistry/registries/contososhop
                                     Or assign AcrPull to aks-shop-agentpool only
                                       az role assignment create --assignee-object-id e44f24e5-597e-6537-ba54-02b3267e3acb --assignee-principal-type ServicePrincipal --role AcrPull --scope /subscriptions/8d7c1a52-0c55-4b58-9f0e-6a1d2b3c4e5f/resourceGroups/rg-registry/providers/Microsoft.ContainerRegistry/registries/contososhop
                            then     Wait up to 10 minutes for the role, and up to 60 minutes for credentials that the kubelet has cached

                          identity       aks-shop-agentpool cannot pull: AcrPull is missing for aks-shop-agentpool on contososhop
                          identity       anonymous cannot pull: anonymous pull is disabled on contososhop
                          ruled out      no deny assignment on contososhop or a higher scope denies the pull to aks-shop-agentpool · no role condition excludes shop/web · aks-shop-agentpool is assigned to scale set aks-user-vmss of pool user · registry and cluster are in the same tenant · contososhop accepts tokens for Azure Resource Manager · no other identity has a pull role on contososhop · registry contososhop.azurecr.io exists · repository shop/web exists · shop/web:1.4.2 exists · shop/web:1.4.2 is not locked · the quarantine policy of contososhop is disabled · shop/web:1.4.2 is for linux · shop/web:1.4.2 is for amd64
                          0 reads, N ms
                        """);
    }

    @Test
    void withoutACauseTheReportNamesTheNextSteps() {
        assertThat(TextReportRenderer.PLAIN.render(diagnosis()))
                .doesNotContain("in order")
                .contains("Next steps")
                .contains("az aks check-acr --resource-group rg-shop --name aks-shop")
                .contains("crictl pull contososhop.azurecr.io/shop/web:1.4.2")
                .contains("ContainerRegistryLoginEvents")
                .contains("For a support request");
    }

    @Test
    void withACauseThereAreNoNextSteps() {
        shop.assignments.clear();
        assertThat(TextReportRenderer.PLAIN.render(diagnosis())).doesNotContain("Next steps");
    }

    @Test
    void theHeadlineNamesAnotherRegistry() {
        shop.pulls("docker.io/library/nginx:1.29", "pull access denied");
        assertThat(TextReportRenderer.PLAIN.render(diagnosis()))
                .startsWith(
                        "✗ shop/web cannot pull docker.io/library/nginx:1.29, which is not in an Azure container registry")
                .doesNotContain("check-acr");
    }

    @Test
    void aPodHasNoTroubleOnlyIfAllOfItsImagesHaveBeenPulled() {
        var running = new Container("web", "contososhop.azurecr.io/shop/web:1.4.2", Optional.empty(), Optional.empty());
        has(List.of(running), List.of("contososhop.azurecr.io/shop/data:1"));
        assertThat(TextReportRenderer.PLAIN.render(diagnosis())).startsWith("✓ shop/web has pulled all its images");

        var creating = new Container(
                "sidecar", "contososhop.azurecr.io/shop/proxy:2", Optional.of("ContainerCreating"), Optional.empty());
        has(List.of(running, creating), List.of());
        assertThat(TextReportRenderer.PLAIN.render(diagnosis()))
                .startsWith("✓ shop/web: no failed pull was found")
                .contains("Not pulled yet, according to the pod's status: container sidecar (ContainerCreating).");
    }

    @Test
    void anImageVolumeIsNotPulledBeforeAContainerHasStarted() {
        var pending = new Container(
                "web", "contososhop.azurecr.io/shop/web:1.4.2", Optional.of("PodInitializing"), Optional.empty());
        has(List.of(pending), List.of("contososhop.azurecr.io/shop/data:1"));
        assertThat(TextReportRenderer.PLAIN.render(diagnosis()))
                .contains("image volume contososhop.azurecr.io/shop/data:1");
    }

    private void has(List<Container> containers, List<String> imageVolumes) {
        var pod = shop.pod.orElseThrow();
        shop.events = List.of();
        shop.pod = Optional.of(new Pod(
                pod.namespace(),
                pod.name(),
                pod.node(),
                pod.serviceAccount(),
                pod.imagePullSecrets(),
                containers,
                imageVolumes,
                pod.owner()));
    }

    @Test
    void withoutAConfirmedCauseTheUncheckedPartsAndTheirPermissionsAreShown() {
        shop.unreadable.put(
                "scaleSets",
                EvidenceUnavailableException.forbidden("scale sets of MC_rg-shop", Permission.READ_SCALE_SETS));
        assertThat(TextReportRenderer.PLAIN.render(diagnosis()))
                .contains(
                        "No cause was confirmed. 14 checks ruled out their causes, 1 could not decide, 17 did not apply.")
                .contains(
                        "not checked    The kubelet identity is assigned to the node that pulls: scale sets of MC_rg-shop: forbidden, needs Microsoft.Compute/virtualMachineScaleSets/read, for example Reader on the cluster's node resource group");
    }

    @Test
    void ifNoCheckAppliesTheReasonIsShown() {
        var failure = PullFailure.ofImage(
                ShopEvidence.CLUSTER,
                "nginx:1.29",
                Optional.of("Failed to pull image \"nginx:1.29\": 401 Unauthorized"));
        assertThat(TextReportRenderer.PLAIN.render(shop.diagnose(CheckCatalog.all(), failure)))
                .contains("No check applies: docker.io is not an Azure container registry.");
    }

    @Test
    void aCauseThatIsNotProvenIsReportedAsLikely() {
        shop.assignments.clear();
        shop.serviceAccountSecrets.add("regcred");
        shop.unreadable.put(
                "secret", EvidenceUnavailableException.forbidden("secret shop/regcred", Permission.READ_PULL_SECRETS));
        assertThat(TextReportRenderer.PLAIN.render(diagnosis()))
                .contains("Likely: AcrPull is missing for aks-shop-agentpool on contososhop");
        assertThat(ReportFormat.JSON.render(diagnosis())).contains("\"confidence\" : \"likely\"");
    }

    @Test
    void coloursAreOnlyInTheColouredForm() {
        assertThat(TextReportRenderer.PLAIN.render(diagnosis())).doesNotContain("\033");
        assertThat(TextReportRenderer.COLORED.render(diagnosis())).contains("\033[31m");
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void textFromOutsideStaysText(ReportFormat format) {
        var message = "Failed to pull image \"" + HOSTILE + "\": 401 Unauthorized";
        var failure = PullFailure.ofImage(ShopEvidence.CLUSTER, HOSTILE, Optional.of(message));
        var rendered = format.render(shop.diagnose(CheckCatalog.all(), failure));
        switch (format) {
            case HTML ->
                assertThat(rendered)
                        .doesNotContain("<script>")
                        .doesNotContain("</h1><")
                        .doesNotContain("\u202e");
            case MARKDOWN ->
                assertThat(rendered)
                        .doesNotContain("<script>")
                        .doesNotContain("](javascript")
                        .doesNotContain("\033")
                        .doesNotContain("\u202e")
                        .doesNotContain("\u2028");
            case TEXT ->
                assertThat(rendered)
                        .doesNotContain("\033")
                        .doesNotContain("\u009b")
                        .doesNotContain("\u202e")
                        .doesNotContain("\u2028");
            case JSON -> assertThat(rendered).doesNotContain("\033");
            // A text run does not support Markdown; a text block would.
            case CARD ->
                assertThat(rendered)
                        .doesNotContain("\033")
                        .doesNotContain("\u202e")
                        .doesNotContain("\"TextBlock\"")
                        .doesNotContain("{{DATE");
        }
    }

    @Test
    void whyNothingWasFoundStaysText() {
        var diagnosis = diagnosis();
        var rendered = TextReportRenderer.PLAIN.render(UndiagnosedFailureReport.of(
                diagnosis.id(),
                diagnosis.createdAt(),
                diagnosis.trigger(),
                diagnosis.subject(),
                diagnosis.error(),
                "pod \033[31mred"));
        assertThat(rendered)
                .contains("The failure could not be diagnosed: pod  [31mred.")
                .doesNotContain("\033");
    }

    @Test
    void theLinesOfAMessageStayLinesOnThePage() {
        var failure = PullFailure.ofImage(
                ShopEvidence.CLUSTER, ShopEvidence.IMAGE, Optional.of("Failed to pull image:\n401 Unauthorized"));
        assertThat(ReportFormat.HTML.render(shop.diagnose(CheckCatalog.all(), failure)))
                .contains("Failed to pull image:\n401 Unauthorized</pre>");
    }

    @Test
    void thePageNamesEverySourceAndEveryCheck() {
        shop.assignments.clear();
        assertThat(ReportFormat.HTML.render(diagnosis()))
                .contains("<code>PULL_ROLE_MISSING</code>")
                .contains("ARM GET " + ShopEvidence.REGISTRY)
                .contains("<td>The kubelet identity is assigned to the node that pulls</td><td>ruled-out</td>")
                .contains("--attach-acr");
    }

    @Test
    void theNetworkPathHasOneLineForEachHop() {
        shop.network.registryIsPrivate("Approved");
        shop.network.nodeRules.add(ShopNetwork.rule("deny-hub", 200, false, "10.0.0.0/16"));
        shop.network.timesOut();
        assertThat(TextReportRenderer.PLAIN.render(diagnosis())).contains("""
                  Network path to the registry
                    passes      node pool user — in subnet snet-nodes of vnet-shop
                    passes      DNS of Azure — contososhop.azurecr.io is 10.0.1.5
                    stops here  NSG nsg-nodes — of subnet snet-nodes: deny-hub (priority 200)
                    passes      route of Azure — traffic to contososhop.azurecr.io (10.0.1.5) is routed directly
                    passes      peering vnet-shop to vnet-hub — peered
                    passes      private endpoint pe-registry — contososhop.azurecr.io (10.0.1.5), approved
                    passes      registry contososhop — accepts traffic through its private endpoint
                """);
        assertThat(ReportFormat.MARKDOWN.render(diagnosis()))
                .contains("## Network path to the registry")
                .contains("- **stops here** NSG nsg-nodes");
        assertThat(ReportFormat.HTML.render(diagnosis()))
                .contains("<li class=\"stops\"><b>stops here</b> NSG nsg-nodes")
                .contains("ARM GET " + ShopNetwork.GROUP_OF_NODES);
        assertThat(ReportFormat.JSON.render(diagnosis()))
                .contains("\"hop\" : \"NSG\"")
                .contains("\"state\" : \"stops here\"");
    }

    @Test
    void anUnknownHopHasTheReason() {
        shop.network.registryIsPrivate("Approved");
        shop.network.timesOut();
        shop.unreadable.put(
                "routeTable", EvidenceUnavailableException.forbidden("route table rt-nodes", Permission.READ_NETWORKS));
        assertThat(TextReportRenderer.PLAIN.render(diagnosis()))
                .contains(
                        "    unknown     route to contososhop.azurecr.io (10.0.1.5) — route table rt-nodes: forbidden, needs"
                                + " Microsoft.Network/*/read");
    }

    @Test
    void a401HasNoNetworkPath() {
        assertThat(TextReportRenderer.PLAIN.render(diagnosis())).doesNotContain("Network path to the registry");
        assertThat(ReportFormat.JSON.render(diagnosis())).contains("\"path\" : [ ]");
    }

    private Diagnosis diagnosis() {
        return shop.diagnose(CheckCatalog.all());
    }

    private static String withoutDuration(String text) {
        return text.replaceAll("reads, [0-9,]+ ms", "reads, N ms");
    }
}
