package io.github.pullresponder.local;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * An identity of a sandbox. It creates its tokens locally, for any scope, without a request.
 *
 * @param objectId the id of its object in the estate's directory
 * @param tenantId the tenant of that object
 * @param graphRoles its application permissions of Microsoft Graph, which are only in tokens for Graph
 */
public record SandboxCredential(String objectId, String tenantId, List<String> graphRoles) implements TokenCredential {
    /** The object id of Pull Responder's identity, which can read everything in every tenant. */
    public static final String RESPONDER = "0e5b0d3c-52f1-4b7e-8a3d-7f1c2b9a4d60";

    /** Pull Responder's permissions of Microsoft Graph, if the directory is read. */
    public static final List<String> GRAPH_ROLES = List.of("Application.Read.All");

    private static final String NO_TENANT = "00000000-0000-0000-0000-000000000000";

    public SandboxCredential {
        graphRoles = List.copyOf(graphRoles);
    }

    /** Pull Responder's identity. */
    public static SandboxCredential ofResponder() {
        return new SandboxCredential(RESPONDER, NO_TENANT, GRAPH_ROLES);
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.fromSupplier(() -> getTokenSync(request));
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        // The clients compare the expiry with the system's clock, not with the estate's.
        var expiry = OffsetDateTime.now(ZoneOffset.UTC).plusHours(1);
        var audience = request.getScopes().get(0).replaceFirst("/\\.default$", "");
        var claims = JsonNodeFactory.instance
                .objectNode()
                .put("aud", audience)
                .put("exp", expiry.toEpochSecond())
                .put("oid", objectId)
                .put("tid", tenantId);
        // As in Entra: without a permission of the audience the claim is absent.
        if (audience.contains("graph") && !graphRoles.isEmpty()) {
            graphRoles.forEach(claims.putArray("roles")::add);
        }
        return new AccessToken(SandboxToken.of(claims), expiry);
    }
}
