package io.github.pullresponder.sandbox.identity;

import io.github.pullresponder.sandbox.http.Request;
import java.util.Optional;

/** Identifies the caller of a request by its bearer token. */
public final class Callers {
    private Callers() {}

    /** The caller's token, if there is one and it was issued for this audience (a part of its name suffices). */
    public static Optional<Token> of(Request request, String audience) {
        return request.bearerToken()
                .flatMap(Token::parse)
                .filter(token -> token.audience().contains(audience));
    }

    /** The object id of the caller; a placeholder if there is none. */
    public static String objectId(Request request) {
        return request.bearerToken().flatMap(Token::parse).map(Token::objectId).orElse("unknown");
    }
}
