package io.github.pullresponder.evidence.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.BearerTokenAuthenticationPolicy;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.core.http.policy.RequestRetryCondition;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.management.AzureEnvironment;
import io.github.pullresponder.evidence.TokenRights;
import io.github.pullresponder.evidence.azure.http.BoundedHttpClient;
import io.github.pullresponder.evidence.azure.http.ClientNotAllowedPolicy;
import io.github.pullresponder.evidence.azure.http.OneHostPolicy;
import io.github.pullresponder.read.Capabilities;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.Reason;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RemoteSystem;
import io.github.pullresponder.read.RequestCounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import reactor.core.publisher.Mono;

/**
 * What every Azure client of the process shares: the HTTP client, the credential and its tokens, and how often to retry.
 *
 * <p>Its pipelines have no logging policy on purpose: answers may hold secrets, and {@code AZURE_HTTP_LOG_DETAIL_LEVEL}
 * must not be able to print them. They register no resource provider either: the responder only reads.
 */
public final class AzureConnection {
    private static final String APPLICATION = "pull-responder";
    private static final int MOST_RETRIES = 3;
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);

    /** The JDK's client sets the length itself, refuses one that is set, and would log a warning at every request. */
    public static final HttpPipelinePolicy WITHOUT_LENGTH = new HttpPipelinePolicy() {
        @Override
        public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
            call.getHttpRequest().getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
            return next.process();
        }

        @Override
        public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
            call.getHttpRequest().getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
            return next.processSync();
        }
    };

    /** Held, because a logger without a reference loses its level. */
    private static final Logger SDK_LOG = Logger.getLogger("com.azure");

    private static final Logger REACTOR_LOG = Logger.getLogger("reactor.core.publisher.Operators");

    private static final Logger HTTP_LOG = Logger.getLogger("jdk.internal.httpclient.debug");

    private final HttpClient http;
    private final HttpClient bounded;
    private final TokenCredential credential;
    private final AzureEnvironment environment;
    private final Duration patience;
    private final Capabilities capabilities;
    private final Map<String, HttpPipelinePolicy> authentication = new ConcurrentHashMap<>();

    /** @param patience how long a read may take in all; a longer {@code Retry-After} is not waited for */
    public AzureConnection(
            HttpClient http,
            TokenCredential credential,
            AzureEnvironment environment,
            Duration patience,
            Capabilities capabilities) {
        this.http = http;
        this.bounded = new BoundedHttpClient(http);
        this.credential = credential;
        this.environment = environment;
        this.patience = patience;
        this.capabilities = capabilities;
        // The SDK logs answers it cannot parse, as errors and with their content. What fails, we say ourselves.
        SDK_LOG.setLevel(Level.OFF);
        // It writes a stack trace of every answer that comes after its read was canceled.
        REACTOR_LOG.setLevel(Level.OFF);
        // The JDK's client logs whole addresses, and the query of a link to content is a signature.
        HTTP_LOG.setLevel(Level.OFF);
    }

    /**
     * Every read of Azure goes through here or {@link #read}: the answer, absent on 404.
     *
     * @throws EvidenceUnavailableException if there is none, or if it is switched off
     */
    public <T> Optional<T> find(String what, Permission needs, Supplier<T> read) {
        capabilities.require(what, needs);
        return AzureErrors.find(what, needs, read);
    }

    /** The answer; where nothing is found, there was nothing to ask. */
    public <T> T read(String what, Permission needs, Supplier<T> read) {
        capabilities.require(what, needs);
        return AzureErrors.read(what, needs, read);
    }

    /** Who the responder is, as its own token says ("Access token claims reference", {@code oid}). */
    public Optional<String> objectId() {
        try {
            return AccessTokenClaims.objectIdIn(token(environment.getManagementEndpoint()));
        } catch (RuntimeException e) {
            // Without a token nothing else works either, and says so.
            return Optional.empty();
        }
    }

    /**
     * What the responder's token for Microsoft Graph permits. Nothing is asked of Graph, so no capability switches it.
     *
     * @throws EvidenceUnavailableException if there is no token, or none that can be read
     */
    public TokenRights graphRights() {
        var what = "a token for Microsoft Graph";
        try {
            return AccessTokenClaims.rightsIn(
                            token(environment.getMicrosoftGraphEndpoint().replaceAll("/+$", "")))
                    .orElseThrow(() -> EvidenceUnavailableException.because(Reason.MALFORMED, what));
        } catch (EvidenceUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw EvidenceUnavailableException.because(Reason.UNREACHABLE, what);
        }
    }

    private String token(String audience) {
        return credential
                .getTokenSync(new TokenRequestContext().addScopes(audience + "/.default"))
                .getToken();
    }

    public AzureEnvironment environment() {
        return environment;
    }

    /** For storage, which holds nothing but our own: it has no limit for answers. */
    public HttpClient http() {
        return http;
    }

    public TokenCredential credential() {
        return credential;
    }

    /**
     * A pipeline for one diagnosis; tokens are shared with all others of the same audience.
     *
     * @param endpoint the only host that requests, and so the token, go to
     */
    public HttpPipeline pipeline(String endpoint, String audience, RemoteSystem system, RequestCounter tally) {
        return pipeline(endpoint, bearer(audience), system, tally);
    }

    /** A pipeline that authenticates in a way of its own. */
    public HttpPipeline pipeline(
            String endpoint, HttpPipelinePolicy authentication, RemoteSystem system, RequestCounter tally) {
        return new HttpPipelineBuilder()
                .httpClient(bounded)
                .policies(OneHostPolicy.of(endpoint))
                .policies(ofSystem(system))
                .policies(policies(authentication, system, tally))
                .build();
    }

    /** Only registries have network rules that answer in words. */
    private static HttpPipelinePolicy[] ofSystem(RemoteSystem system) {
        return system == RemoteSystem.REGISTRY
                ? new HttpPipelinePolicy[] {new ClientNotAllowedPolicy()}
                : new HttpPipelinePolicy[0];
    }

    /** A pipeline without a credential, so that it may go where links lead. */
    public HttpPipeline pipelineWithoutCredential(RemoteSystem system, RequestCounter tally) {
        return new HttpPipelineBuilder()
                .httpClient(bounded)
                .policies(policies(new HttpPipelineSyncPolicy(), system, tally))
                .build();
    }

    /** A pipeline that carries no credential, for addresses that are their own. */
    public HttpPipeline webhookPipeline() {
        return new HttpPipelineBuilder()
                .httpClient(bounded)
                .policies(
                        new UserAgentPolicy(APPLICATION),
                        new RetryPolicy(retryOptions(this::isSurelyNotAccepted)),
                        WITHOUT_LENGTH)
                .build();
    }

    public HttpPipeline armPipeline(RequestCounter tally) {
        return new HttpPipelineBuilder()
                .httpClient(bounded)
                .policies(OneHostPolicy.of(environment.getResourceManagerEndpoint()), new ArmAnswerPolicy())
                .policies(policies(bearer(environment.getManagementEndpoint() + "/.default"), RemoteSystem.ARM, tally))
                .build();
    }

    private HttpPipelinePolicy bearer(String audience) {
        return authentication.computeIfAbsent(
                audience, scope -> new BearerTokenAuthenticationPolicy(credential, scope));
    }

    private HttpPipelinePolicy[] policies(HttpPipelinePolicy bearer, RemoteSystem system, RequestCounter tally) {
        return new HttpPipelinePolicy[] {
            new UserAgentPolicy(APPLICATION),
            new RequestIdPolicy(),
            new RetryPolicy(retryOptions()),
            bearer,
            counting(system, tally),
            WITHOUT_LENGTH
        };
    }

    /** Retries throttling, server errors and broken connections, after the time the server asks for. */
    public RetryOptions retryOptions() {
        return retryOptions(this::isWorthRetrying);
    }

    private RetryOptions retryOptions(Predicate<RequestRetryCondition> condition) {
        var backoff = new ExponentialBackoffOptions()
                .setMaxRetries(MOST_RETRIES)
                .setBaseDelay(FIRST_DELAY)
                .setMaxDelay(patience);
        return new RetryOptions(backoff).setShouldRetryCondition(condition);
    }

    /** What was posted and not answered may have arrived: posted again from here, nothing would mark it as possibly repeated. */
    private boolean isSurelyNotAccepted(RequestRetryCondition attempt) {
        if (attempt.getResponse() == null) {
            return false;
        }
        var status = attempt.getResponse().getStatusCode();
        return status != 408 && status != 504 && isWorthRetrying(attempt);
    }

    private boolean isWorthRetrying(RequestRetryCondition attempt) {
        if (attempt.getResponse() == null) {
            return attempt.getThrowable() instanceof IOException
                    || attempt.getThrowable() instanceof TimeoutException
                    || attempt.getThrowable() instanceof UncheckedIOException;
        }
        var status = attempt.getResponse().getStatusCode();
        return (status == 429 || status == 408 || status >= 500) && !asksForTooLong(attempt.getResponse());
    }

    private boolean asksForTooLong(HttpResponse response) {
        var retryAfter = response.getHeaderValue(HttpHeaderName.RETRY_AFTER);
        if (retryAfter == null || !retryAfter.chars().allMatch(Character::isDigit) || retryAfter.length() > 9) {
            return false;
        }
        return Long.parseLong("0" + retryAfter) >= patience.toSeconds();
    }

    public static HttpPipelinePolicy counting(RemoteSystem system, RequestCounter tally) {
        return new HttpPipelinePolicy() {
            @Override
            public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
                tally.count(system);
                return next.process();
            }

            @Override
            public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
                tally.count(system);
                return next.processSync();
            }
        };
    }
}
