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
 * An Azure made of one estate, served over HTTP on localhost to the real SDK clients.
 *
 * <p>Give the clients {@link #httpClient()} and {@link #credential()}; everything they ask for ends here.
 */
public final class SimulatedAzure implements AutoCloseable {
    /** The identity of {@link #credential()}. It may read what the infrastructure's roles permit; faults take more away. */
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

    /** @param port 0 takes any free one */
    public static SimulatedAzure serve(Estate estate, int port) {
        return new SimulatedAzure(estate, port);
    }

    /** A client that sends every request here, whatever host it is meant for, but for those to this machine, such as to an emulator of storage. */
    public HttpClient httpClient() {
        return new SandboxHttpClient(HttpClient.createDefault(), SandboxAddress.parse(server.origin()));
    }

    /** The responder's own identity. */
    public TokenCredential credential() {
        return credentialFor(RESPONDER_OBJECT_ID);
    }

    /** An identity that may read everything. */
    public TokenCredential administrator() {
        return credentialFor(ADMINISTRATOR_OBJECT_ID);
    }

    /** The identity of any object of the directory, such as a kubelet identity, in the tenant it lives in. */
    public TokenCredential credentialFor(String objectId) {
        return new RecordingCredential(
                new SandboxCredential(objectId, tenants.ofPrincipal(objectId), graphRolesOf(objectId)),
                issuedTokens::add);
    }

    /** The responder has what the infrastructure gives it, unless the estate's directory lists it with other permissions. */
    private List<String> graphRolesOf(String objectId) {
        return estate.directory()
                .graphRolesOf(objectId)
                .orElse(objectId.equals(RESPONDER_OBJECT_ID) ? SandboxCredential.GRAPH_ROLES : List.of());
    }

    /** Every request so far. */
    public RequestLog requests() {
        return requests;
    }

    /** A webhook over https, for {@link #httpClient()}; its query is its secret. */
    public URI teamsWebhook() {
        return URI.create("https://" + TEAMS_HOST + "/teams/workflow?sig=" + TEAMS_SIGNATURE);
    }

    /** Everything behind webhooks. */
    public TeamsSystem teams() {
        return teams;
    }

    /** The bodies Teams received, in order. */
    public List<String> teamsMessages() {
        return teams.messages();
    }

    /** Where this listens, such as {@code http://localhost:41234}. */
    public URI origin() {
        return URI.create(server.origin());
    }

    /** From now on nothing fails that the estate broke. */
    public void endFaults() {
        faults.end();
    }

    /** Lets every later answer come this much later. */
    public void delay(Duration latency) {
        gateway.delay(latency);
    }

    /** Answers later requests in waves. */
    public void answerInWaves(WaveGate gate) {
        gateway.answerInWaves(gate);
    }

    /** How many items one page of an ARM list holds; 50 if none is given. */
    public void armPageSize(int items) {
        arm.pageSize(items);
    }

    /** Every value that must never be seen in an output: the estate's, and all tokens issued so far. */
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
