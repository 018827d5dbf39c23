package io.github.pullresponder.sandbox.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.github.pullresponder.sandbox.json.Json;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** An identity whose tokens are made on the spot, for any scope, without asking anybody. */
public final class SandboxCredential implements TokenCredential {
    /** The object id of the responder's own identity, which may read everything. */
    public static final String RESPONDER = "0e5b0d3c-52f1-4b7e-8a3d-7f1c2b9a4d60";

    private final String objectId;
    private final String tenantId;
    private final Consumer<String> issued;

    /** @param issued is told every token */
    public SandboxCredential(String objectId, String tenantId, Consumer<String> issued) {
        this.objectId = objectId;
        this.tenantId = tenantId;
        this.issued = issued;
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.fromSupplier(() -> getTokenSync(request));
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        // The clients compare the expiry with the system's clock, not with the estate's.
        OffsetDateTime expiry = OffsetDateTime.now(ZoneOffset.UTC).plusHours(1);
        String token = Token.of(Json.object()
                .put("aud", request.getScopes().get(0).replaceFirst("/\\.default$", ""))
                .put("exp", expiry.toEpochSecond())
                .put("oid", objectId)
                .put("tid", tenantId));
        issued.accept(token);
        return new AccessToken(token, expiry);
    }
}
