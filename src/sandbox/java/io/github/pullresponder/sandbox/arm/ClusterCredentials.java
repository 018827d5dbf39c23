package io.github.pullresponder.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.estate.ArmId;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.json.Json;
import io.github.pullresponder.sandbox.kubernetes.ClusterTokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kubeconfigs that AKS returns. For a cluster with Entra integration, the kubeconfig gets a token from
 * {@code kubelogin}; for any other cluster, it contains a token of the cluster. Source: REST reference, "Managed
 * Clusters - List Cluster User Credentials"; kubelogin documentation, "Using kubelogin with AKS".
 */
final class ClusterCredentials {
    private static final Map<String, String> USER_OF_ACTION = Map.of(
            "listclusterusercredential", "clusterUser",
            "listclustermonitoringusercredential", "clusterMonitoringUser",
            "listclusteradmincredential", "clusterAdmin");

    private ClusterCredentials() {}

    /** The response to a credential action; empty for any other action. */
    static Optional<Response> of(ArmInventory.Entry cluster, String action, Request request) {
        return Optional.ofNullable(USER_OF_ACTION.get(action)).map(user -> answer(cluster, user, request));
    }

    private static Response answer(ArmInventory.Entry cluster, String user, Request request) {
        boolean admin = user.equals("clusterAdmin");
        if (admin && cluster.body().at("/properties/disableLocalAccounts").asBoolean()) {
            return ArmErrors.error(
                    400,
                    "BadRequest",
                    "Getting static credential is not allowed because this cluster is set to disable local accounts.");
        }
        boolean entra = !admin && cluster.body().at("/properties/aadProfile").isObject();
        String kubeconfig = kubeconfig(cluster, user, entra, request.serverOrigin());
        String encoded = Base64.getEncoder().encodeToString(kubeconfig.getBytes(StandardCharsets.UTF_8));
        var body = Json.object();
        body.set(
                "kubeconfigs",
                Json.array(List.of(Json.object().put("name", user).put("value", encoded))));
        return Response.json(200, body);
    }

    private static String kubeconfig(ArmInventory.Entry cluster, String user, boolean entra, String server) {
        ArmId id = cluster.id();
        String name = user + "_" + id.resourceGroup().orElse("") + "_" + id.name();
        String credential = entra ? kubelogin(cluster.body()) : "    token: " + ClusterTokens.of(id.name()) + "\n";
        return """
                apiVersion: v1
                kind: Config
                preferences: {}
                current-context: %1$s
                clusters:
                - name: %1$s
                  cluster:
                    server: %2$s/kubernetes/%1$s
                contexts:
                - name: %1$s
                  context:
                    cluster: %1$s
                    user: %3$s
                users:
                - name: %3$s
                  user:
                """.formatted(id.name(), server, name) + credential;
    }

    private static String kubelogin(ObjectNode cluster) {
        String tenant = Json.textAt(cluster, "/properties/aadProfile/tenantID")
                .or(() -> Json.textAt(cluster, "/identity/tenantId"))
                .orElse("");
        return """
                    exec:
                      apiVersion: client.authentication.k8s.io/v1beta1
                      command: kubelogin
                      args:
                      - get-token
                      - --environment
                      - AzurePublicCloud
                      - --server-id
                      - %s
                      - --client-id
                      - 80faf920-1908-4b52-b5ef-a8e7bedfc67a
                      - --tenant-id
                      - "%s"
                      - --login
                      - devicecode
                      env: null
                      provideClusterInfo: false
                """.formatted(ClusterTokens.SERVER_APPLICATION, tenant);
    }
}
