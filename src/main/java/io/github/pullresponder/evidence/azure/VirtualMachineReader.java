package io.github.pullresponder.evidence.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.cluster.VirtualMachine;
import io.github.pullresponder.evidence.azure.http.JsonHttpClient;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads virtual machines over plain HTTP, like {@link ScaleSetReader}.
 *
 * <p>Source: "Virtual Machines - Get" and "- List" (Compute REST API, 2024-11-01).
 */
final class VirtualMachineReader {
    private static final String API = "2024-11-01";

    private final AzureConnection azure;
    private final HttpPipeline pipeline;

    VirtualMachineReader(AzureConnection azure, HttpPipeline pipeline) {
        this.azure = azure;
        this.pipeline = pipeline;
    }

    Optional<VirtualMachine> at(ResourceId id) {
        return azure.find(
                "virtual machine " + id.name(),
                Permission.READ_MACHINES,
                () -> asMachine(
                        JsonHttpClient.send(pipeline, new HttpRequest(HttpMethod.GET, address(id.toString())))));
    }

    List<VirtualMachine> in(ResourceId group) {
        return azure.read(
                "virtual machines of " + group.name(),
                Permission.READ_MACHINES,
                () -> new ArmPages(pipeline)
                        .from(address(group + "/providers/Microsoft.Compute/virtualMachines"))
                        .flatMap(Function.identity())
                        .map(VirtualMachineReader::asMachine)
                        .toList());
    }

    private String address(String path) {
        return ArmUrlBuilder.of(azure, path, API);
    }

    private static VirtualMachine asMachine(JsonNode machine) {
        return new VirtualMachine(
                ResourceId.parse(machine.path("id").asText()),
                ComputeJsonPropertyReader.poolOf(machine),
                ComputeJsonPropertyReader.userAssignedIdentitiesOf(machine),
                interfacesOf(machine));
    }

    private static List<ResourceId> interfacesOf(JsonNode machine) {
        return ComputeJsonPropertyReader.primaryFirst(machine.at("/properties/networkProfile/networkInterfaces"))
                .map(card -> ResourceId.parse(card.path("id").asText()))
                .toList();
    }
}
