package io.github.pullresponder.sandbox.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.local.SandboxCredential;
import io.github.pullresponder.local.SandboxToken;
import io.github.pullresponder.sandbox.http.Request;
import io.github.pullresponder.sandbox.http.Response;
import io.github.pullresponder.sandbox.identity.Tenants;
import io.github.pullresponder.sandbox.identity.Token;
import io.github.pullresponder.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The token endpoints of a registry. They exchange an Entra token for a refresh token, and a refresh token or a
 * password for an access token with the permissions of its owner. Source: Azure/acr repository, "docs/AAD-OAuth.md";
 * Docker "Token Authentication Specification".
 */
final class TokenEndpoints {
    /** The user name for a password that is a refresh token. */
    private static final String TOKEN_USER = "00000000-0000-0000-0000-000000000000";

    private final Logins logins;
    private final RegistryPermissions permissions;
    private final Tenants tenants;
    private final Consumer<String> issued;

    /** @param issued called with every token */
    TokenEndpoints(Logins logins, RegistryPermissions permissions, Tenants tenants, Consumer<String> issued) {
        this.logins = logins;
        this.permissions = permissions;
        this.tenants = tenants;
        this.issued = issued;
    }

    /** {@code POST /oauth2/exchange} */
    Response exchange(Registry registry, Request request) {
        Optional<Token> entra = request.formField("access_token").flatMap(Token::parse);
        if (entra.filter(token -> isAccepted(token, registry)).isEmpty()) {
            return RegistryErrors.unauthorized();
        }
        ObjectNode claims = Json.object()
                .put("grant_type", "refresh_token")
                .put("aud", registry.loginServer())
                .put("oid", entra.get().objectId());
        return Response.json(200, Json.object().put("refresh_token", issue(claims, Duration.ofHours(3))));
    }

    /** {@code /oauth2/token} */
    Response token(Registry registry, Request request) {
        Optional<Caller> caller = request.method().equals("GET") ? basic(registry, request) : form(registry, request);
        if (caller.isEmpty()) {
            return RegistryErrors.unauthorized();
        }
        var texts = request.method().equals("GET") ? request.parameters("scope") : request.formFields("scope");
        List<Scope> asked = texts.stream().flatMap(Scope::parse).toList();
        List<Scope> granted = asked.stream()
                .flatMap(scope ->
                        scope.permitted(action -> permissions.permit(caller.get(), registry, scope, action)).stream())
                .toList();
        boolean nothing = granted.isEmpty() && (!asked.isEmpty() || caller.get() instanceof Caller.Anonymous);
        return nothing ? RegistryErrors.unauthorized() : Response.json(200, accessToken(registry, granted));
    }

    /** Whether an access token allows a scope at this registry. */
    static boolean permits(Registry registry, String token, Optional<Scope> scope) {
        return Token.parse(token)
                .filter(parsed -> parsed.audience().equals(registry.loginServer()))
                .filter(parsed -> parsed.claim("grant_type").equals("access_token"))
                .filter(parsed -> scope.map(
                                wanted -> wanted.isIn(parsed.claims().path("access")))
                        .orElse(true))
                .isPresent();
    }

    private ObjectNode accessToken(Registry registry, List<Scope> granted) {
        ObjectNode claims = Json.object().put("grant_type", "access_token").put("aud", registry.loginServer());
        claims.set("access", Json.array(granted.stream().map(Scope::json).toList()));
        return Json.object().put("access_token", issue(claims, Duration.ofMinutes(75)));
    }

    private String issue(ObjectNode claims, Duration lifetime) {
        String token =
                SandboxToken.of(claims.put("exp", Instant.now().plus(lifetime).getEpochSecond()));
        issued.accept(token);
        return token;
    }

    private Optional<Caller> form(Registry registry, Request request) {
        return switch (request.formField("grant_type").orElse("")) {
            case "refresh_token" ->
                refreshed(registry, request.formField("refresh_token").orElse(""));
            case "access_token" ->
                request.formField("access_token")
                        .flatMap(Token::parse)
                        .filter(token -> isAccepted(token, registry))
                        .map(token -> new Caller.Principal(token.objectId()));
            case "password" ->
                login(
                        registry,
                        request.formField("username").orElse(""),
                        request.formField("password").orElse(""));
            default -> Optional.empty();
        };
    }

    private Optional<Caller> basic(Registry registry, Request request) {
        Optional<String> encoded = request.basicCredentials();
        if (encoded.isEmpty()) {
            return Optional.of(new Caller.Anonymous());
        }
        try {
            String pair = new String(Base64.getDecoder().decode(encoded.get()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : login(registry, pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private Optional<Caller> login(Registry registry, String user, String password) {
        if (user.isEmpty() && password.isEmpty()) {
            return Optional.of(new Caller.Anonymous());
        }
        return user.equals(TOKEN_USER) ? refreshed(registry, password) : logins.caller(registry, user, password);
    }

    private static Optional<Caller> refreshed(Registry registry, String refreshToken) {
        return Token.parse(refreshToken)
                .filter(token -> token.claim("grant_type").equals("refresh_token"))
                .filter(token -> token.audience().equals(registry.loginServer()))
                .map(token -> new Caller.Principal(token.objectId()));
    }

    /** A registry accepts only tokens of its own tenant, and tokens for ARM only if its policy allows them. */
    private boolean isAccepted(Token token, Registry registry) {
        if (token.objectId().equals(SandboxCredential.RESPONDER)) {
            return true;
        }
        boolean forArm = token.audience().contains("management.");
        boolean forRegistries = token.audience().contains("containerregistry.");
        boolean sameTenant = registry.id()
                .flatMap(tenants::of)
                .map(tenant -> tenant.equalsIgnoreCase(token.claim("tid")))
                .orElse(true);
        return sameTenant && (forRegistries || forArm && registry.takesArmTokens());
    }
}
