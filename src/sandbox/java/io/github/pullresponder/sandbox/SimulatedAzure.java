package io.github.pullresponder.sandbox;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import io.github.pullresponder.local.SandboxAddress;
import io.github.pullresponder.local.SandboxCredential;
import io.github.pullresponder.local.SandboxHttpClient;
import io.github.pullresponder.sandbox.arm.ArmInventory;
import io.github.pullresponder.sandbox.arm.ArmSystem;
import io.github.pullresponder.sandbox.arm.RoleAssignments;
import io.github.pullresponder.sandbox.arm.RoleDefinitions;
import io.github.pullresponder.sandbox.directory.GraphSystem;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.http.FaultInjection;
import io.github.pullresponder.sandbox.http.Gateway;
import io.github.pullresponder.sandbox.http.Hosts;
import io.github.pullresponder.sandbox.http.LocalServer;
import io.github.pullresponder.sandbox.http.RequestLog;
import io.github.pullresponder.sandbox.http.WaveGate;
import io.github.pullresponder.sandbox.identity.RecordingCredential;
import io.github.pullresponder.sandbox.identity.Tenants;
import io.github.pullresponder.sandbox.kubernetes.ClusterTokens;
import io.github.pullresponder.sandbox.kubernetes.KubernetesSystem;
import io.github.pullresponder.sandbox.logs.LogsSystem;
import io.github.pullresponder.sandbox.registry.RegistrySystem;
import io.github.pullresponder.sandbox.teams.TeamsSystem;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A simulated Azure that serves one estate over HTTP on localhost to the real SDK clients.
 *
 * <p>Give the clients {@link #httpClient()} and {@link #credential()}: all their requests are then served here.
 */
public final class SimulatedAzure implements AutoCloseable {
    /**
     * The identity of {@link #credential()}. It has the rights that the infrastructure's roles grant, less those that
     * faults remove.
     */
    public static final String RESPONDER_OBJECT_ID = SandboxCredential.RESPONDER;

    /** The identity of {@link #administrator()}. */
    public static final String ADMINISTRATOR_OBJECT_ID = "00000000-0000-0000-0000-0000000000ad";

    private static final String TEAMS_HOST = "sandbox.webhook.example";
    private static final String TEAMS_SIGNATURE = "sandbox-webhook-signature";

    private final Estate estate;
    private final RequestLog requests = new RequestLog();
    private final TeamsSystem teams = new TeamsSystem();
    private final Set<String> issuedTokens = ConcurrentHashMap.newKeySet();
    private final Tenants tenants;
    private final ArmSystem arm;
    private final FaultInjection faults;
    private final Gateway gateway;
    private final LocalServer server;

    private SimulatedAzure(Estate estate, int port) {
        this.estate = estate;
        this.tenants = new Tenants(estate);
        var inventory = new ArmInventory(estate);
        var assignments = new RoleAssignments(inventory, estate.directory());
        var definitions = new RoleDefinitions(inventory);
        this.faults = new FaultInjection(estate.faults());
        var registries = new RegistrySystem(estate, inventory, assignments, definitions, tenants, issuedTokens::add);
        this.arm = new ArmSystem(estate, inventory, assignments, definitions);
        var hosts = new Hosts()
                .at(ArmSystem.HOSTS, arm)
                .at(GraphSystem.HOSTS, new GraphSystem(estate.directory(), faults))
                .at(LogsSystem.HOSTS, new LogsSystem(estate, inventory))
                .at(registries.hosts(), registries)
                .at(List.of(TEAMS_HOST), teams)
                .below("teams", teams)
                .below(KubernetesSystem.ROOT, new KubernetesSystem(estate));
        this.gateway = new Gateway(hosts, faults, requests);
        this.server = LocalServer.start(port, gateway);
    }

    /** Serves an estate on a free port. */
    public static SimulatedAzure serve(Estate estate) {
        return serve(estate, 0);
    }

    /** @param port port on localhost; 0 selects a free one */
    public static SimulatedAzure serve(Estate estate, int port) {
        return new SimulatedAzure(estate, port);
    }

    /**
     * A client that sends every request here, regardless of its host. Requests to localhost, such as to a storage
     * emulator, are not redirected.
     */
    public HttpClient httpClient() {
        return new SandboxHttpClient(HttpClient.createDefault(), SandboxAddress.parse(server.origin()));
    }

    /** A credential of the responder's own identity. */
    public TokenCredential credential() {
        return credentialFor(RESPONDER_OBJECT_ID);
    }

    /** A credential of an identity that may read everything. */
    public TokenCredential administrator() {
        return credentialFor(ADMINISTRATOR_OBJECT_ID);
    }

    /** A credential of any directory object, such as a kubelet identity, in its tenant. */
    public TokenCredential credentialFor(String objectId) {
        return new RecordingCredential(
                new SandboxCredential(objectId, tenants.ofPrincipal(objectId), graphRolesOf(objectId)),
                issuedTokens::add);
    }

    /**
     * The Graph permissions of an object. Without an entry in the estate's directory, the responder has those that the
     * infrastructure grants.
     */
    private List<String> graphRolesOf(String objectId) {
        return estate.directory()
                .graphRolesOf(objectId)
                .orElse(objectId.equals(RESPONDER_OBJECT_ID) ? SandboxCredential.GRAPH_ROLES : List.of());
    }

    /** Every request so far. */
    public RequestLog requests() {
        return requests;
    }

    /** An HTTPS webhook for {@link #httpClient()}; its query is its secret. */
    public URI teamsWebhook() {
        return URI.create("https://" + TEAMS_HOST + "/teams/workflow?sig=" + TEAMS_SIGNATURE);
    }

    /** The Teams workflows behind the webhooks. */
    public TeamsSystem teams() {
        return teams;
    }

    /** The bodies that Teams received, in order. */
    public List<String> teamsMessages() {
        return teams.messages();
    }

    /** The origin of this server, such as {@code http://localhost:41234}. */
    public URI origin() {
        return URI.create(server.origin());
    }

    /** Ends all faults of the estate. */
    public void endFaults() {
        faults.end();
    }

    /** Delays every later answer by this latency. */
    public void delay(Duration latency) {
        gateway.delay(latency);
    }

    /** Answers later requests in waves. */
    public void answerInWaves(WaveGate gate) {
        gateway.answerInWaves(gate);
    }

    /** Sets the number of items on one page of an ARM list; the default is 50. */
    public void armPageSize(int items) {
        arm.pageSize(items);
    }

    /** All values that must not appear in an output: the estate's secrets and all tokens issued so far. */
    public Set<String> secrets() {
        var secrets = new HashSet<>(estate.secrets());
        secrets.addAll(issuedTokens);
        secrets.add(TEAMS_SIGNATURE);
        estate.kubernetes().keySet().forEach(cluster -> secrets.add(ClusterTokens.of(cluster)));
        return Set.copyOf(secrets);
    }

    @Override
    public void close() {
        server.close();
    }
}
