package io.github.pullresponder.sandbox.registry;

import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The storage for the content of registries. A registry answers a request for a blob with a signed link to its data
 * endpoint, or to Azure Storage if it has none; the storage accepts the signature and no token. Source: "Configure
 * rules to access an Azure container registry behind a firewall"; Azure Storage answers 400 to a link with a token next
 * to its signature.
 */
final class ContentStore {
    static final String STORAGE = "sandboxmanaged.blob.core.windows.net";

    private static final String SIGNATURE = "sandbox-content-signature";

    private final Function<String, Optional<Registry>> registries;
    private final Consumer<String> issued;

    /** @param issued called with every signature */
    ContentStore(Function<String, Optional<Registry>> registries, Consumer<String> issued) {
        this.registries = registries;
        this.issued = issued;
    }

    static List<String> dataHosts(Registry registry) {
        return registry.resource()
                .map(entry -> Json.strings(entry.body().at("/properties/dataEndpointHostNames")))
                .orElse(List.of());
    }

    /** The registry's answer to a caller that may read the blob. */
    Response link(Registry registry, RegistryPath blob) {
        issued.accept(SIGNATURE);
        String host = dataHosts(registry).stream().findFirst().orElse(STORAGE);
        return Response.text(307, "")
                .with(
                        "Location",
                        "https://%s/%s/%s/%s?sig=%s"
                                .formatted(
                                        host, registry.loginServer(), blob.repository(), blob.reference(), SIGNATURE));
    }

    Response answer(Request request) {
        if (request.bearerToken().isPresent()) {
            return RegistryErrors.failure(400);
        }
        List<String> segments = request.segments();
        if (segments.size() < 3 || !request.parameter("sig").equals(Optional.of(SIGNATURE))) {
            return RegistryErrors.failure(403);
        }
        int last = segments.size() - 1;
        var blob = new RegistryPath(
                RegistryPath.Operation.BLOB, String.join("/", segments.subList(1, last)), segments.get(last));
        return registries
                .apply(segments.get(0))
                .map(registry -> new RegistryReads(registry, blob, request).answer())
                .orElse(RegistryErrors.failure(404));
    }
}
