package io.github.pullresponder.evidence.azure;

import com.azure.core.http.HttpPipeline;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.cluster.NetworkInterface;
import io.github.pullresponder.cluster.ScaleSet;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads scale sets over plain HTTP: the SDK's manager also loads those of networks and storage, and took a third of the time to a fresh
 * process's first answer.
 *
 * <p>Source: "Virtual Machine Scale Sets - List" (Compute REST API, 2024-11-01).
 */
final class ScaleSetReader {
    private final AzureConnection azure;
    private final ArmPages pages;

    ScaleSetReader(AzureConnection azure, HttpPipeline pipeline) {
        this.azure = azure;
        this.pages = new ArmPages(pipeline);
    }

    List<ScaleSet> in(ResourceId group) {
        return azure.read(
                "scale sets of " + group.name(),
                Permission.READ_SCALE_SETS,
                () -> pages.from(list(group))
                        .flatMap(Function.identity())
                        .map(ScaleSetReader::asScaleSet)
                        .toList());
    }

    private String list(ResourceId group) {
        return ArmUrlBuilder.of(azure, group + "/providers/Microsoft.Compute/virtualMachineScaleSets", "2024-11-01");
    }

    private static ScaleSet asScaleSet(JsonNode scaleSet) {
        return new ScaleSet(
                ResourceId.parse(scaleSet.path("id").asText()),
                ComputeJsonPropertyReader.poolOf(scaleSet),
                ComputeJsonPropertyReader.userAssignedIdentitiesOf(scaleSet),
                interfaceOf(scaleSet));
    }

    /** Absent for a scale set in flexible orchestration mode without a profile: each of its machines has its own interfaces. */
    private static Optional<NetworkInterface> interfaceOf(JsonNode scaleSet) {
        var configurations =
                scaleSet.at("/properties/virtualMachineProfile/networkProfile/networkInterfaceConfigurations");
        return ComputeJsonPropertyReader.primaryFirst(configurations)
                .findFirst()
                .flatMap(configuration -> ComputeJsonPropertyReader.primaryFirst(
                                configuration.at("/properties/ipConfigurations"))
                        .flatMap(address -> ComputeJsonPropertyReader.id(address.at("/properties/subnet")).stream())
                        .findFirst()
                        .map(subnet -> new NetworkInterface(
                                subnet,
                                ComputeJsonPropertyReader.id(configuration.at("/properties/networkSecurityGroup")))));
    }
}
