package io.github.pullresponder.sandbox.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.StreamSupport;

/** Simulates {@code az aks …}. */
final class ClusterCommands {
    private static final String CLUSTERS = "Microsoft.ContainerService/managedClusters";
    private static final String SCALE_SETS = "Microsoft.Compute/virtualMachineScaleSets";
    private static final String MACHINES = "Microsoft.Compute/virtualMachines";
    private static final String NEW_IMAGE = "AKSUbuntu-2204gen2containerd-202611.10.0";

    private static final String NEW_WINDOWS_IMAGE = "AKSWindows-2022-containerd-20348.4297.251014";

    private ClusterCommands() {}

    static void addTo(Az az) {
        az.does("aks update", ClusterCommands::update)
                .does("aks update-credentials", ClusterCommands::updateCredentials)
                .does("aks get-credentials", ClusterCommands::cluster)
                .does("aks nodepool add", ClusterCommands::addPool)
                .does("aks nodepool upgrade", ClusterCommands::upgradePool)
                .does("aks identity-binding create", ClusterCommands::bindIdentity)
                .answers("aks show", line -> flattened(cluster(line)));
    }

    private static ObjectNode cluster(Az.Line line) {
        var name = line.find("--cluster-name").orElseGet(line::name);
        return line.estate().get(line.inGroup(CLUSTERS, name));
    }

    /** A resource as az prints it: its properties are at the top level. */
    static ObjectNode flattened(ObjectNode resource) {
        var flat = resource.deepCopy();
        flat.remove("properties");
        flat.setAll((ObjectNode) resource.path("properties").deepCopy());
        return flat;
    }

    private static void update(Az.Line line) {
        var cluster = cluster(line);
        var properties = EstateFiles.properties(cluster);
        if (line.has("--enable-managed-identity")) {
            toManagedIdentity(line.estate(), cluster);
        }
        line.find("--http-proxy-config").ifPresent(file -> properties.set("httpProxyConfig", json(line, file)));
        line.find("--nrg-lockdown-restriction-level")
                .ifPresent(level ->
                        properties.withObject("/nodeResourceGroupProfile").put("restrictionLevel", level));
        line.find("--attach-acr").ifPresent(registry -> attach(line.estate(), cluster, registry));
        putIdentityOnNodes(line.estate(), properties);
    }

    /** The service looks the identity up and stores its ids. */
    private static void bindIdentity(Az.Line line) {
        var identity = line.estate().get(line.get("--managed-identity-resource-id"));
        var id = EstateFiles.id(cluster(line)) + "/identityBindings/" + line.name();
        var properties = line.estate().add(id, CLUSTERS + "/identityBindings");
        properties
                .putObject("managedIdentity")
                .put("resourceId", EstateFiles.id(identity))
                .put("objectId", identity.at("/properties/principalId").asText())
                .put("clientId", identity.at("/properties/clientId").asText())
                .put("tenantId", identity.at("/properties/tenantId").asText());
        properties.put("provisioningState", "Succeeded");
    }

    private static JsonNode json(Az.Line line, String file) {
        try {
            return EstateFiles.JSON.readTree(line.folder().resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every update applies the cluster's kubelet identity to the nodes of its pools. */
    private static void putIdentityOnNodes(EstateFiles estate, ObjectNode properties) {
        var identity = properties.at("/identityProfile/kubeletidentity");
        if (identity.isMissingNode()) {
            return;
        }
        computeOf(estate, properties).forEach(element -> {
            var own = element.withObject("/identity");
            var isThere = StreamSupport.stream(
                            ((Iterable<String>) () ->
                                            own.path("userAssignedIdentities").fieldNames())
                                    .spliterator(),
                            false)
                    .anyMatch(id ->
                            id.equalsIgnoreCase(identity.path("resourceId").asText()));
            if (!isThere) {
                own.put(
                        "type",
                        own.path("type").asText().contains("SystemAssigned")
                                ? "SystemAssigned, UserAssigned"
                                : "UserAssigned");
                own.withObject("/userAssignedIdentities")
                        .putObject(identity.path("resourceId").asText())
                        .put("principalId", identity.path("objectId").asText())
                        .put("clientId", identity.path("clientId").asText());
            }
        });
    }

    /** Scale sets, and machines of node pools; machines of node auto-provisioning belong to no pool. */
    private static java.util.stream.Stream<ObjectNode> computeOf(EstateFiles estate, ObjectNode properties) {
        var group = "/resourceGroups/" + properties.path("nodeResourceGroup").asText() + "/";
        return java.util.stream.Stream.concat(
                        estate.ofType(SCALE_SETS),
                        estate.ofType(MACHINES)
                                .filter(element -> element.path("tags").has("aks-managed-poolName")))
                .filter(resource -> EstateFiles.id(resource)
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains(group.toLowerCase(java.util.Locale.ROOT)));
    }

    /** Does nothing if the role is already assigned. A registry in another tenant is not found. */
    private static void attach(EstateFiles estate, ObjectNode cluster, String registry) {
        var id = registry.startsWith("/")
                ? registry
                : EstateFiles.id(estate.named("Microsoft.ContainerRegistry/registries", registry));
        estate.get(id);
        var tenant = cluster.at("/identity/tenantId").asText();
        estate.tenantOf(id)
                .filter(text -> !tenant.isEmpty() && !text.equalsIgnoreCase(tenant))
                .ifPresent(other -> {
                    throw new Refusal("the registry is in tenant %s, the cluster in %s", other, tenant);
                });
        var definition = RoleCommands.definition(estate, "AcrPull", id);
        var principal = principalOf(estate, EstateFiles.properties(cluster));
        if (!RoleCommands.isAssigned(estate, principal, definition, id)) {
            RoleCommands.assign(estate, principal, "AcrPull", id);
        }
    }

    private static String principalOf(EstateFiles estate, ObjectNode properties) {
        var clientId = properties.at("/servicePrincipalProfile/clientId").asText("msi");
        if (clientId.equals("msi")) {
            return properties.at("/identityProfile/kubeletidentity/objectId").asText();
        }
        return estate.inDirectory("servicePrincipals", "appId", clientId)
                .map(element -> element.path("id").asText())
                .orElseThrow(() -> new Refusal("there is no service principal of %s", clientId));
    }

    private static void toManagedIdentity(EstateFiles estate, ObjectNode cluster) {
        var properties = EstateFiles.properties(cluster);
        if (properties.at("/servicePrincipalProfile/clientId").asText("msi").equals("msi")) {
            throw new Refusal("the cluster has managed identities already");
        }
        var name = cluster.path("name").asText() + "-agentpool";
        var group = EstateFiles.id(cluster).split("/resourceGroups/", 2)[0] + "/resourceGroups/"
                + properties.path("nodeResourceGroup").asText();
        var id = group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + name;
        var identity = estate.find(id).map(EstateFiles::properties).orElseGet(() -> newIdentity(estate, id, name));
        var objectId = identity.path("principalId").asText();
        var clientId = identity.path("clientId").asText();
        cluster.putObject("identity").put("type", "SystemAssigned").put("principalId", EstateFiles.newId());
        properties.putObject("servicePrincipalProfile").put("clientId", "msi");
        properties
                .putObject("identityProfile")
                .putObject("kubeletidentity")
                .put("resourceId", id)
                .put("clientId", clientId)
                .put("objectId", objectId);
    }

    private static ObjectNode newIdentity(EstateFiles estate, String id, String name) {
        var objectId = EstateFiles.newId();
        var clientId = EstateFiles.newId();
        estate.directory("servicePrincipals")
                .addObject()
                .put("id", objectId)
                .put("appId", clientId)
                .put("displayName", name)
                .put("servicePrincipalType", "ManagedIdentity")
                .put("accountEnabled", true);
        return estate.add(id, "Microsoft.ManagedIdentity/userAssignedIdentities")
                .put("principalId", objectId)
                .put("clientId", clientId);
    }

    /**
     * The real cluster accepts any credentials, and wrong ones fail at the next pull. Here a wrong secret is rejected.
     */
    private static void updateCredentials(Az.Line line) {
        var appId = line.get("--service-principal");
        var password = line.get("--client-secret");
        var known = line.estate().inDirectory("applications", "appId", appId).stream()
                .flatMap(element ->
                        StreamSupport.stream(element.path("passwordCredentials").spliterator(), false))
                .anyMatch(element -> element.path("secretText").asText().equals(password));
        if (!known) {
            throw new Refusal("AADSTS7000215: Invalid client secret provided for %s", appId);
        }
        EstateFiles.properties(cluster(line))
                .withObject("/servicePrincipalProfile")
                .put("clientId", appId);
    }

    private static void addPool(Az.Line line) {
        var cluster = cluster(line);
        var properties = EstateFiles.properties(cluster);
        var name = line.name();
        var isWindows = line.find("--os-type").orElse("Linux").equalsIgnoreCase("Windows");
        if (!name.matches(isWindows ? "[a-z][a-z0-9]{0,5}" : "[a-z][a-z0-9]{0,11}")) {
            throw new Refusal("InvalidParameter: %s is no name of a node pool", name);
        }
        if (isWindows && properties.at("/networkProfile/networkPlugin").asText().equals("kubenet")) {
            throw new Refusal("Windows agent pools are not supported with kubenet");
        }
        var pools = properties.withArray("/agentPoolProfiles");
        pools.forEach(element -> {
            if (element.path("name").asText().equals(name)) {
                throw new Refusal("node pool %s already exists", name);
            }
        });
        var first = pools.path(0);
        var pool = pools.addObject()
                .put("name", name)
                .put("count", 3)
                .put("vmSize", line.find("--node-vm-size", "-s").orElse("Standard_DS2_v2"))
                .put("osType", isWindows ? "Windows" : "Linux")
                .put("osSKU", isWindows ? "Windows2022" : "Ubuntu")
                .put("mode", "User")
                .put("type", "VirtualMachineScaleSets")
                .put(
                        "vnetSubnetID",
                        line.find("--vnet-subnet-id")
                                .orElse(first.path("vnetSubnetID").asText()))
                .put(
                        "currentOrchestratorVersion",
                        first.path("currentOrchestratorVersion").asText())
                .put("nodeImageVersion", isWindows ? NEW_WINDOWS_IMAGE : NEW_IMAGE);
        line.find("--node-osdisk-size").ifPresent(size -> pool.put("osDiskSizeGB", Integer.parseInt(size)));
    }

    private static void upgradePool(Az.Line line) {
        var pools = EstateFiles.properties(cluster(line)).withArray("/agentPoolProfiles");
        var pool = StreamSupport.stream(pools.spliterator(), false)
                .map(ObjectNode.class::cast)
                .filter(element -> element.path("name").asText().equals(line.name()))
                .findFirst()
                .orElseThrow(() -> new Refusal("there is no node pool %s", line.name()));
        pool.put("nodeImageVersion", pool.path("osType").asText().equals("Windows") ? NEW_WINDOWS_IMAGE : NEW_IMAGE);
        line.find("--kubernetes-version", "-k")
                .ifPresent(
                        version -> pool.put("orchestratorVersion", version).put("currentOrchestratorVersion", version));
        if (!line.has("--node-image-only")
                && line.find("--kubernetes-version", "-k").isEmpty()) {
            throw new Refusal("an upgrade needs --node-image-only or --kubernetes-version");
        }
    }
}
