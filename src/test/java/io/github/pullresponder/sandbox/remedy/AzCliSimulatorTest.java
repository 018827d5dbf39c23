package io.github.pullresponder.sandbox.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.estate.LayeredEstate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the stand-ins refuse what Azure and Kubernetes refuse, and that the proof detects harm; otherwise it would prove nothing. */
class AzCliSimulatorTest {
    private static final String STORE = "2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12";
    private static final String HARBOR = "3b368987-6d97-5dc0-96d9-52bbf2100085";
    private static final String HUB = "826cc495-9b52-5814-8889-435e4e7aa4e2";
    private static final String FABRIKAM = "/subscriptions/" + STORE
            + "/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/fabrikam";
    private static final String KUBELET = "4f742df1-eacd-5c8b-97c8-f4710103de59";
    private static final String NSG_RULE =
            "az network nsg rule create --resource-group rg-harbor-network --subscription " + HARBOR
                    + " --nsg-name nsg-harbor-nodes --direction Outbound --access Allow --protocol Tcp"
                    + " --destination-port-ranges 443 --name %s --priority %d";
    private static final String SECRET =
            "kubectl create secret docker-registry regcred --namespace store --docker-server fabrikam.azurecr.io"
                    + " --docker-username me --docker-password x --dry-run=client --output yaml | kubectl apply --filename -";

    @TempDir
    Path work;

    private EstateFiles estate(String name) throws IOException {
        var folder = BundledEstates.all().stream()
                .filter(text -> text.endsWith(name))
                .findFirst()
                .orElseThrow();
        return EstateFiles.read(
                LayeredEstate.copied(LayeredEstate.complete(folder, work), work.resolve("copy-" + name)));
    }

    private void run(EstateFiles estate, String... commands) throws IOException {
        new AzCliSimulator(estate, work.resolve("run")).run(List.of(commands));
    }

    @Test
    void aTakenPriorityOrNameOfASecurityRuleIsRefused() throws IOException {
        var harbor = estate("harbor");

        assertThatThrownBy(() -> run(harbor, NSG_RULE.formatted("new", 300))).hasMessageContaining("has priority 300");
        assertThatThrownBy(() -> run(harbor, NSG_RULE.formatted("allow-registry", 150)))
                .hasMessageContaining("would be replaced");
        assertThatCode(() -> run(harbor, NSG_RULE.formatted("new", 150))).doesNotThrowAnyException();
    }

    @Test
    void aSecondPeeringOfTheSamePairIsRefused() throws IOException {
        var peer = "az network vnet peering create --resource-group rg-harbor-network --subscription " + HARBOR
                + " --vnet-name vnet-harbor --name again --allow-vnet-access --remote-vnet /subscriptions/" + HUB
                + "/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub";
        var delete = "az network vnet peering delete --resource-group rg-harbor-network --subscription " + HARBOR
                + " --vnet-name vnet-harbor --name to-hub";
        var harbor = estate("harbor");

        assertThatThrownBy(() -> run(harbor, peer)).hasMessageContaining("AnotherPeeringAlreadyReferencesRemoteVnet");
        assertThatThrownBy(() -> run(harbor, delete, peer)).hasMessageContaining("RemotePeeringIsDisconnected");
    }

    @Test
    void aSecondAssignmentOfARoleIsRefused() throws IOException {
        var assign = "az role assignment create --assignee-object-id %s --assignee-principal-type ServicePrincipal"
                + " --role AcrPull --scope " + FABRIKAM;
        var store = estate("store");

        assertThatThrownBy(() -> run(store, assign.formatted(KUBELET))).hasMessageContaining("RoleAssignmentExists");
        assertThatCode(() -> run(store, assign.formatted("11111111-0000-4000-8000-000000000009")))
                .doesNotThrowAnyException();
    }

    @Test
    void aPrivateEndpointNeedsPremiumAndRecordsForItsNames() throws IOException {
        var endpoint = "az network private-endpoint create --resource-group rg-market --subscription " + HARBOR
                + " --name pe --connection-name c --group-id registry --private-connection-resource-id /subscriptions/"
                + HARBOR
                + "/resourceGroups/rg-wingtip/providers/Microsoft.ContainerRegistry/registries/wingtip --subnet /subscriptions/"
                + HARBOR
                + "/resourceGroups/MC_rg-market_aks-market_swedencentral/providers/Microsoft.Network/virtualNetworks/"
                + "aks-vnet-12345678/subnets/aks-subnet";
        var market = estate("market");
        var was = market.snapshot();

        run(market, endpoint);

        assertThat(new PrivateReach(market).missing(EstateChanges.between(was, market.snapshot())))
                .hasSize(2);
        market.named(RegistryCommands.REGISTRIES, "wingtip").withObject("/sku").put("name", "Standard");
        assertThatThrownBy(() -> run(market, endpoint.replace("--name pe", "--name pe2")))
                .hasMessageContaining("Premium");
    }

    @Test
    void theTypeOfASecretIsImmutable() throws IOException {
        var wrong = estate("pull-secret-of-wrong-type");

        assertThatThrownBy(() -> run(wrong, SECRET)).hasMessageContaining("field is immutable");
        run(wrong, "kubectl delete secret regcred --namespace store", SECRET);
    }

    @Test
    void anEntryOfAnotherRegistryThatGoesIsALoss() throws IOException {
        var near = estate("pull-secret-for-near-miss");
        var was = near.snapshot();

        run(near, SECRET);

        assertThat(BrokenReferences.in(EstateChanges.between(was, near.snapshot())))
                .singleElement()
                .asString()
                .contains("fabrikan.azurecr.io");
    }

    @Test
    void anEntryThatIsMergedLosesNothing() throws IOException {
        var near = estate("pull-secret-for-near-miss");
        var was = near.snapshot();

        run(
                near,
                "CONFIG=$(kubectl get secret regcred --namespace store --output 'jsonpath={.data.\\.dockerconfigjson}'"
                        + " | base64 -d | jq -c '.auths[\"fabrikam.azurecr.io\"] = {auth: \"bWU6eA==\"}' | base64 -w0) &&"
                        + " kubectl patch secret regcred --namespace store"
                        + " --patch '{\"data\":{\".dockerconfigjson\":\"'\"$CONFIG\"'\"}}'");

        var changes = EstateChanges.between(was, near.snapshot());
        assertThat(BrokenReferences.in(changes)).isEmpty();
        assertThat(new String(
                        Base64.getDecoder().decode(changes.get(0).after().asText()),
                        java.nio.charset.StandardCharsets.UTF_8))
                .contains("fabrikan.azurecr.io", "fabrikam.azurecr.io");
    }

    @Test
    void anAssignmentThatGrantsMoreThanPullingIsALoss() throws IOException {
        var store = estate("store");
        var assignment = store.ofType(RoleCommands.ASSIGNMENTS).findFirst().orElseThrow();
        var delete = "az role assignment delete --ids " + EstateFiles.id(assignment);
        var pullOnly = store.snapshot();
        run(store, delete);
        assertThat(BrokenReferences.in(EstateChanges.between(pullOnly, store.snapshot())))
                .isEmpty();

        var contributor = estate("store");
        contributor
                .ofType(RoleCommands.ASSIGNMENTS)
                .forEach(resource -> EstateFiles.properties(resource)
                        .put("roleDefinitionId", "/x/b24988ac-6180-42a0-ab88-20f7382dd24c"));
        var was = contributor.snapshot();
        run(contributor, delete);
        assertThat(BrokenReferences.in(EstateChanges.between(was, contributor.snapshot())))
                .hasSize(1);
    }

    @Test
    void aChangeThatNoCommandNamesIsDetected() throws IOException {
        var store = estate("store");
        var was = store.snapshot();
        store.named(RegistryCommands.REGISTRIES, "fabrikam").put("location", "elsewhere");
        var changes = EstateChanges.between(was, store.snapshot());

        assertThat(new NamedChanges(List.of(List.of("az", "acr", "update", "--name", "other")), was)
                        .unexpected(changes))
                .hasSize(1);
        assertThat(new NamedChanges(List.of(List.of("az", "acr", "update", "--name", "fabrikam")), was)
                        .unexpected(changes))
                .isEmpty();
    }

    /** A name that is not quoted is run as code, because the proof uses a real shell. */
    @Test
    void bashRunsCodeInAName() throws IOException {
        var store = estate("store");

        assertThatThrownBy(() ->
                        run(store, "kubectl set image deployment/web$(cat /dev/null > ran) cart=x --namespace store"))
                .isInstanceOf(Refusal.class);

        assertThat(Files.exists(work.resolve("run").resolve("ran"))).isTrue();
    }
}
