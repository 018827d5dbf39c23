package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Nodes for the node pools of which the estate contains no nodes. */
record NewNodes(EstateFiles estate, List<ObjectNode> cluster) {

    Optional<ObjectNode> fitting(JsonNode selector) {
        return estate.ofType("Microsoft.ContainerService/managedClusters")
                .flatMap(element -> NetworkCommands.objects(element.at("/properties/agentPoolProfiles")))
                .map(NewNodes::node)
                .filter(node -> selector.properties().stream()
                        .allMatch(label -> node.at("/metadata/labels")
                                .path(label.getKey())
                                .asText()
                                .equals(label.getValue().asText())))
                .findFirst()
                .map(node -> {
                    cluster.add(node);
                    return node;
                });
    }

    /** VM sizes with a p in their features have Arm processors ("Azure VM sizes naming conventions"). */
    private static ObjectNode node(ObjectNode pool) {
        var os = pool.path("osType").asText("Linux").toLowerCase(Locale.ROOT);
        var size = pool.path("vmSize").asText();
        var architecture = size.matches("Standard_[A-Z]+\\d+[a-z]*p[a-z]*_v\\d+") ? "arm64" : "amd64";
        var node = EstateFiles.JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Node");
        var metadata = node.putObject("metadata");
        metadata.put("name", "aks-" + pool.path("name").asText() + "-31415926-vmss000000");
        metadata.putObject("labels")
                .put("kubernetes.azure.com/agentpool", pool.path("name").asText())
                .put("kubernetes.io/os", os)
                .put("kubernetes.io/arch", architecture);
        var info = node.putObject("status")
                .putObject("nodeInfo")
                .put("operatingSystem", os)
                .put("architecture", architecture)
                .put("kubeletVersion", "v1.34.1")
                .put("containerRuntimeVersion", "containerd://2.1.4")
                .put("osImage", os.equals("windows") ? "Windows Server 2022 Datacenter" : "Ubuntu 22.04.5 LTS")
                .put("kernelVersion", os.equals("windows") ? "10.0.20348.4297" : "5.15.0-1095-azure")
                .put("machineID", "m")
                .put("systemUUID", "s")
                .put("bootID", "b")
                .put("kubeProxyVersion", "v1.34.1");
        info.put("containerRuntimeVersion", "containerd://2.1.4");
        ((ObjectNode) node.path("status"))
                .putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True");
        return node;
    }
}
