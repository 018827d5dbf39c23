package io.github.pullresponder.sandbox;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The first step of a node's pull: it requests a token from the registry. Proves that a fix works: 200 says
 * that the pull is authorized, 401 that it is not.
 */
public record PullAttempt(SimulatedAzure azure, String loginServer, String repository) {

    /** The status for an identity with its Entra token, as the kubelet's credential provider requests it. */
    public int asIdentity(String objectId) {
        TokenCredential credential = azure.credentialFor(objectId);
        String entra = credential
                .getTokenSync(new TokenRequestContext().addScopes("https://management.azure.com/.default"))
                .getToken();
        Exchange exchange = form("/oauth2/exchange", "grant_type=access_token&access_token=" + entra);
        if (exchange.status() != 200) {
            return exchange.status();
        }
        String refresh = exchange.json().path("refresh_token").asText();
        String scope = "&scope=repository:" + repository + ":pull";
        return form("/oauth2/token", "grant_type=refresh_token&refresh_token=" + refresh + scope)
                .status();
    }

    /** The status for the user name and password of a pull secret. */
    public int withPassword(String user, String password) {
        String pair = user + ":" + password;
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return Exchange.of(bare(), tokenRequest().setHeader(HttpHeaderName.AUTHORIZATION, basic))
                .status();
    }

    /** The status of an anonymous request. */
    public int anonymously() {
        return Exchange.of(bare(), tokenRequest()).status();
    }

    private HttpRequest tokenRequest() {
        return new HttpRequest(
                HttpMethod.GET,
                "https://" + loginServer + "/oauth2/token?service=" + loginServer + "&scope=repository:" + repository
                        + ":pull");
    }

    private Exchange form(String path, String fields) {
        return Exchange.of(
                bare(),
                new HttpRequest(HttpMethod.POST, "https://" + loginServer + path)
                        .setHeader(HttpHeaderName.CONTENT_TYPE, "application/x-www-form-urlencoded")
                        .setBody(fields + "&service=" + loginServer));
    }

    private HttpPipeline bare() {
        return new HttpPipelineBuilder().httpClient(azure.httpClient()).build();
    }
}
