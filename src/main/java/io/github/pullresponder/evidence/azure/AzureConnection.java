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
import io.github.pullresponder.evidence.GraphTokenPermissions;
import io.github.pullresponder.evidence.azure.http.BoundedHttpClient;
import io.github.pullresponder.evidence.azure.http.ClientIpRefusalDetectionPolicy;
import io.github.pullresponder.evidence.azure.http.SingleHostHttpPolicy;
import io.github.pullresponder.read.EnabledCapabilities;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.EvidenceUnavailableException.UnavailabilityReason;
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
 * The shared parts of every Azure client in the process: HTTP client, credential, tokens and retry policy.
 *
 * <p>Its pipelines deliberately have no logging policy: responses may contain secrets, and {@code AZURE_HTTP_LOG_DETAIL_LEVEL}
 * must not print them. They register no resource provider either: Pull Responder only reads.
 */
public final class AzureConnection {
    private static final String APPLICATION = "pull-responder";
    private static final int MOST_RETRIES = 3;
    private static final Duration FIRST_DELAY = Duration.ofMillis(200);

    /** Removes Content-Length: the JDK's client sets it itself and would reject the header with a warning on every request. */
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

    /** Referenced here, because a logger without a reference loses its level. */
    private static final Logger SDK_LOG = Logger.getLogger("com.azure");

    private static final Logger REACTOR_LOG = Logger.getLogger("reactor.core.publisher.Operators");

    private static final Logger HTTP_LOG = Logger.getLogger("jdk.internal.httpclient.debug");

    private final HttpClient http;
    private final HttpClient bounded;
    private final TokenCredential credential;
    private final AzureEnvironment environment;
    private final Duration maxWait;
    private final EnabledCapabilities capabilities;
    private final Map<String, HttpPipelinePolicy> authentication = new ConcurrentHashMap<>();

    /** @param maxWait the maximum total time of a read; a longer {@code Retry-After} is not waited for */
    public AzureConnection(
            HttpClient http,
            TokenCredential credential,
            AzureEnvironment environment,
            Duration maxWait,
            EnabledCapabilities capabilities) {
        this.http = http;
        this.bounded = new BoundedHttpClient(http);
        this.credential = credential;
        this.environment = environment;
        this.maxWait = maxWait;
        this.capabilities = capabilities;
        // The SDK logs responses that it cannot parse as errors, with their content. Pull Responder logs its failures
        // itself.
        SDK_LOG.setLevel(Level.OFF);
        // Reactor logs a stack trace for every response that arrives after its read was canceled.
        REACTOR_LOG.setLevel(Level.OFF);
        // The JDK's client logs complete URLs, and the query of a link to content contains a signature.
        HTTP_LOG.setLevel(Level.OFF);
    }

    /**
     * Runs a read of Azure: the response, absent on 404. All reads use this method or {@link #read}.
     *
     * @throws EvidenceUnavailableException if there is no answer, or if the capability is switched off
     */
    public <T> Optional<T> find(String what, Permission needs, Supplier<T> read) {
        capabilities.require(what, needs);
        return AzureErrors.find(what, needs, read);
    }

    /** Runs a read of Azure whose resource must exist; 404 is a failure. */
    public <T> T read(String what, Permission needs, Supplier<T> read) {
        capabilities.require(what, needs);
        return AzureErrors.read(what, needs, read);
    }

    /** Pull Responder's own object id from its token ("Access token claims reference", {@code oid}). */
    public Optional<String> objectId() {
        try {
            return AccessTokenClaimsReader.objectIdIn(token(environment.getManagementEndpoint()));
        } catch (RuntimeException e) {
            // Without a token, every other read fails too and reports it.
            return Optional.empty();
        }
    }

    /**
     * The permissions in Pull Responder's token for Microsoft Graph. No request goes to Graph, so no capability controls this.
     *
     * @throws EvidenceUnavailableException if there is no token, or if it cannot be read
     */
    public GraphTokenPermissions graphRights() {
        var what = "a token for Microsoft Graph";
        try {
            return AccessTokenClaimsReader.rightsIn(
                            token(environment.getMicrosoftGraphEndpoint().replaceAll("/+$", "")))
                    .orElseThrow(() -> EvidenceUnavailableException.because(UnavailabilityReason.MALFORMED, what));
        } catch (EvidenceUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw EvidenceUnavailableException.because(UnavailabilityReason.UNREACHABLE, what);
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

    /** The HTTP client for storage. It does not limit the size of responses, because storage contains only Pull Responder's own data. */
    public HttpClient http() {
        return http;
    }

    public TokenCredential credential() {
        return credential;
    }

    /**
     * A pipeline for one diagnosis; tokens are shared with all others of the same audience.
     *
     * @param endpoint the only host that receives requests, and so the token
     */
    public HttpPipeline pipeline(String endpoint, String audience, RemoteSystem system, RequestCounter tally) {
        return pipeline(endpoint, bearer(audience), system, tally);
    }

    /** Returns a pipeline with its own authentication. */
    public HttpPipeline pipeline(
            String endpoint, HttpPipelinePolicy authentication, RemoteSystem system, RequestCounter tally) {
        return new HttpPipelineBuilder()
                .httpClient(bounded)
                .policies(SingleHostHttpPolicy.of(endpoint))
                .policies(ofSystem(system))
                .policies(policies(authentication, system, tally))
                .build();
    }

    /** Only registries have network rules whose refusal is an error message. */
    private static HttpPipelinePolicy[] ofSystem(RemoteSystem system) {
        return system == RemoteSystem.REGISTRY
                ? new HttpPipelinePolicy[] {new ClientIpRefusalDetectionPolicy()}
                : new HttpPipelinePolicy[0];
    }

    /** Returns a pipeline without a credential, which may follow links to other hosts. */
    public HttpPipeline pipelineWithoutCredential(RemoteSystem system, RequestCounter tally) {
        return new HttpPipelineBuilder()
                .httpClient(bounded)
                .policies(policies(new HttpPipelineSyncPolicy(), system, tally))
                .build();
    }

    /** Returns a pipeline without a credential, for webhook addresses, which are secrets themselves. */
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
                .policies(
                        SingleHostHttpPolicy.of(environment.getResourceManagerEndpoint()),
                        new ArmResponseValidationPolicy())
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

    /** Retries throttling, server errors and broken connections, after the time that the server requests. */
    public RetryOptions retryOptions() {
        return retryOptions(this::isWorthRetrying);
    }

    private RetryOptions retryOptions(Predicate<RequestRetryCondition> condition) {
        var backoff = new ExponentialBackoffOptions()
                .setMaxRetries(MOST_RETRIES)
                .setBaseDelay(FIRST_DELAY)
                .setMaxDelay(maxWait);
        return new RetryOptions(backoff).setShouldRetryCondition(condition);
    }

    /** Retries a POST only if it surely did not arrive: a repeated one would not be marked as possibly repeated. */
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
        return Long.parseLong("0" + retryAfter) >= maxWait.toSeconds();
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
