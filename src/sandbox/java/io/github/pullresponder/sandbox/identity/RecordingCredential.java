package io.github.pullresponder.sandbox.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * Calls a listener with every issued token.
 *
 * @param listener called with each token
 */
public record RecordingCredential(TokenCredential credential, Consumer<String> listener) implements TokenCredential {
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return credential.getToken(request).doOnNext(token -> listener.accept(token.getToken()));
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        var token = credential.getTokenSync(request);
        listener.accept(token.getToken());
        return token;
    }
}
