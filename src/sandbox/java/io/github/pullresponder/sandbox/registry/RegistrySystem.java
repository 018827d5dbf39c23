package io.github.pullresponder.sandbox.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.arm.ArmInventory;
import io.github.pullresponder.sandbox.arm.RoleAssignments;
import io.github.pullresponder.sandbox.arm.RoleDefinitions;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.http.SimulatedSystem;
import io.github.pullresponder.sandbox.http.SystemName;
import io.github.pullresponder.sandbox.identity.Tenants;
import io.github.pullresponder.sandbox.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The simulated, read-only data plane of every registry of the estate. */
public final class RegistrySystem implements SimulatedSystem {
    private static final Pattern REGIONAL = Pattern.compile(".+\\.geo\\.azurecr\\.(io|us|cn|de)");

    private final Map<String, Registry> byHost = new LinkedHashMap<>();
    private final TokenEndpoints tokens;
    private final ContentStore content;

    /** @param issued called with every issued token */
    public RegistrySystem(
            Estate estate,
            ArmInventory inventory,
            RoleAssignments assignments,
            RoleDefinitions definitions,
            Tenants tenants,
            Consumer<String> issued) {
        tokens = new TokenEndpoints(
                new Logins(estate, inventory), new RegistryPermissions(assignments, definitions), tenants, issued);
        content = new ContentStore(host -> Optional.ofNullable(byHost.get(host)), issued);
        estate.registries().forEach((host, file) -> {
            if (!REGIONAL.matcher(host).matches()) {
                add(host, Optional.empty(), file);
            }
        });
        inventory.ofType("Microsoft.ContainerRegistry/registries").forEach(entry -> {
            String host =
                    entry.body().at("/properties/loginServer").asText(entry.id().name() + ".azurecr.io");
            ObjectNode file = estate.registries().getOrDefault(lower(host), Json.object());
            add(host, Optional.of(entry), file);
            regionalEndpoints(entry)
                    .forEach(endpoint -> add(
                            endpoint, Optional.of(entry), estate.registries().getOrDefault(lower(endpoint), file)));
        });
    }

    /**
     * Each replica answers at its own endpoint, if the registry has regional endpoints; otherwise the names do not
     * exist. Source: "Regional endpoints for geo-replicated registries".
     */
    private static List<String> regionalEndpoints(ArmInventory.Entry registry) {
        return registry.body().at("/properties/regionalEndpoints").asText().equals("Enabled")
                ? Json.strings(registry.body().at("/properties/regionalEndpointHostNames"))
                : List.of();
    }

    /** The login servers, the regional endpoints and the hosts of registry content. */
    public List<String> hosts() {
        return Stream.concat(byHost.keySet().stream(), Stream.of(ContentStore.STORAGE))
                .toList();
    }

    @Override
    public SystemName name() {
        return SystemName.REGISTRY;
    }

    @Override
    public Response answer(Request request) {
        Registry registry = byHost.get(request.host());
        if (registry == null || !registry.loginServer().equals(request.host())) {
            return content.answer(request);
        }
        return switch (request.path()) {
            case "/oauth2/exchange" -> tokens.exchange(registry, request);
            case "/oauth2/token" -> tokens.token(registry, request);
            default ->
                request.isRead()
                        ? RegistryPath.parse("/" + String.join("/", request.segments()))
                                .map(path -> read(registry, path, request))
                                .orElse(RegistryErrors.notServed())
                        : RegistryErrors.disallowed();
        };
    }

    private Response read(Registry registry, RegistryPath path, Request request) {
        Optional<String> token = request.bearerToken();
        boolean permitted = token.filter(text -> TokenEndpoints.permits(registry, text, path.scope()))
                .isPresent();
        if (permitted) {
            Response answer = new RegistryReads(registry, path, request).answer();
            boolean blob = path.operation() == RegistryPath.Operation.BLOB && answer.status() == 200;
            return blob ? content.link(registry, path) : answer;
        }
        return RegistryErrors.challenge(
                registry.loginServer(), path.scope().map(Scope::toString).orElse(""), token.isPresent());
    }

    @Override
    public Response failure(Request request, int status) {
        return RegistryErrors.failure(status);
    }

    private void add(String host, Optional<ArmInventory.Entry> resource, ObjectNode file) {
        var registry = new Registry(lower(host), resource, file, new RegistryContent(file));
        byHost.put(lower(host), registry);
        ContentStore.dataHosts(registry).forEach(dataHost -> byHost.put(lower(dataHost), registry));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
