package io.github.pullresponder.evidence.registry;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.management.AzureEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.azure.http.JsonHttpClient;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Gets the tokens of one registry: an Entra token is exchanged for a refresh token, and this for an access token per scope. Each token is
 * requested once and sent to the registry only.
 *
 * <p>Source: Azure/acr repository, "docs/AAD-OAuth.md".
 */
final class AcrTokenExchange {
    /** Accepted by every registry, also by those that do not accept tokens for Azure Resource Manager. */
    private static final String REGISTRIES = "https://containerregistry.azure.net/.default";

    private static final int NOT_FOUND = 404;

    private final AzureConnection azure;
    private final HttpPipeline unauthenticated;
    private final String loginServer;
    private final Map<String, String> accessTokens = new HashMap<>();

    AcrTokenExchange(AzureConnection azure, HttpPipeline unauthenticated, String loginServer) {
        this.azure = azure;
        this.unauthenticated = unauthenticated;
        this.loginServer = loginServer;
    }

    /** Authenticates requests to the registry for a scope such as {@code repository:shop/web:pull}. */
    HttpPipelinePolicy forScope(String scope) {
        return new HttpPipelineSyncPolicy() {
            @Override
            protected void beforeSendingRequest(HttpPipelineCallContext call) {
                authenticate(call.getHttpRequest(), scope);
            }
        };
    }

    private void authenticate(HttpRequest request, String scope) {
        request.setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + accessToken(scope));
    }

    private synchronized String accessToken(String scope) {
        var known = accessTokens.get(scope);
        if (known != null) {
            return known;
        }
        var token = post(
                "token",
                "access_token",
                "grant_type=refresh_token&service=%s&scope=%s&refresh_token=%s"
                        .formatted(loginServer, encode(scope), encode(refreshToken())));
        accessTokens.put(scope, token);
        return token;
    }

    private String refreshToken() {
        var known = accessTokens.get("");
        if (known != null) {
            return known;
        }
        var entra = azure.credential().getTokenSync(new TokenRequestContext().addScopes(audience()));
        var token = post(
                "exchange",
                "refresh_token",
                "grant_type=access_token&service=%s&access_token=%s".formatted(loginServer, encode(entra.getToken())));
        accessTokens.put("", token);
        return token;
    }

    private String post(String what, String field, String form) {
        var request = new HttpRequest(HttpMethod.POST, "https://" + loginServer + "/oauth2/" + what)
                .setHeader(HttpHeaderName.CONTENT_TYPE, "application/x-www-form-urlencoded")
                .setBody(form);
        var token = answer(request).path(field).textValue();
        if (token == null) {
            throw new IllegalArgumentException("a response without a token");
        }
        return token;
    }

    /** Treats 404 as malformed and not as absent: without a token, nothing is known about the resource. */
    private JsonNode answer(HttpRequest request) {
        try {
            return JsonHttpClient.send(unauthenticated, request);
        } catch (HttpResponseException e) {
            if (e.getResponse().getStatusCode() == NOT_FOUND) {
                throw EvidenceUnavailableException.because(UnavailabilityReason.MALFORMED, "a token of " + loginServer);
            }
            throw e;
        }
    }

    private String audience() {
        return azure.environment() == AzureEnvironment.AZURE
                ? REGISTRIES
                : azure.environment().getManagementEndpoint() + "/.default";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
