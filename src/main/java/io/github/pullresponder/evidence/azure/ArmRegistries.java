package io.github.pullresponder.evidence.azure;

import com.azure.core.http.HttpPipeline;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Context;
import com.azure.resourcemanager.containerregistry.ContainerRegistryManager;
import com.azure.resourcemanager.containerregistry.fluent.models.RegistryInner;
import com.azure.resourcemanager.resourcegraph.ResourceGraphManager;
import io.github.pullresponder.evidence.CallTally;
import io.github.pullresponder.evidence.Permission;
import io.github.pullresponder.evidence.Registries;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.RegistryEntry;
import io.github.pullresponder.evidence.ResourceId;
import io.github.pullresponder.evidence.roles.RoleAssignmentMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Container registries, found with Resource Graph and read from Azure Resource Manager. */
public final class ArmRegistries implements Registries {
    private static final String ALL_REGISTRIES = "resources | where type =~ 'microsoft.containerregistry/registries'"
            + " | project id, tenantId, loginServer = tostring(properties.loginServer) | order by id asc";

    private final AzureConnection azure;
    private final HttpPipeline pipeline;
    private final ResourceGraph graph;

    /** @param subscriptions where to look for registries; empty for all that are visible */
    public ArmRegistries(AzureConnection azure, List<String> subscriptions, CallTally tally) {
        this.azure = azure;
        this.pipeline = azure.armPipeline(tally);
        this.graph = new ResourceGraph(
                ResourceGraphManager.authenticate(pipeline, new AzureProfile(azure.environment())), subscriptions);
    }

    @Override
    public List<RegistryEntry> visible() {
        return AzureErrors.read(
                "the list of registries",
                Permission.FIND_REGISTRIES,
                () -> graph.rows(ALL_REGISTRIES).stream()
                        .filter(row -> row.get("loginServer") != null)
                        .map(ArmRegistries::asEntry)
                        .toList());
    }

    @Override
    public Optional<Registry> registry(ResourceId id) {
        return AzureErrors.find(
                "registry " + id.name(),
                Permission.READ_REGISTRY,
                () -> asRegistry(ContainerRegistryManager.authenticate(
                                pipeline, new AzureProfile(null, id.subscription(), azure.environment()))
                        .serviceClient()
                        .getRegistries()
                        .getByResourceGroupWithResponse(id.resourceGroup(), id.name(), Context.NONE)
                        .getValue()));
    }

    private static RegistryEntry asEntry(Map<String, Object> row) {
        return new RegistryEntry(
                ResourceId.parse((String) row.get("id")), (String) row.get("loginServer"), Optional.ofNullable((String)
                        row.get("tenantId")));
    }

    private static Registry asRegistry(RegistryInner registry) {
        return new Registry(
                ResourceId.parse(registry.id()),
                registry.loginServer(),
                registry.roleAssignmentMode() == null
                        ? RoleAssignmentMode.LEGACY
                        : RoleAssignmentMode.named(registry.roleAssignmentMode().toString()),
                Boolean.TRUE.equals(registry.anonymousPullEnabled()));
    }
}
