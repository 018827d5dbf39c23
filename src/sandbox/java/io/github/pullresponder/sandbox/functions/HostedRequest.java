package io.github.pullresponder.sandbox.functions;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A request as a function receives it.
 *
 * @param body the body in the type of the function's parameter; null if that type is a plain string and the request has
 *     no body, as on the real host
 */
public record HostedRequest<T>(ChannelDelivery delivery, T body) implements HttpRequestMessage<T> {
    /** A GET without headers and query. */
    public static HttpRequestMessage<Optional<String>> get(String url) {
        var delivery = new ChannelDelivery("GET", URI.create(url), Map.of(), Map.of(), "", Map.of());
        return new HostedRequest<>(delivery, Optional.empty());
    }

    /** A POST with only a body. */
    public static HttpRequestMessage<String> post(String url, String body) {
        return new HostedRequest<>(
                new ChannelDelivery("POST", URI.create(url), Map.of(), Map.of(), body, Map.of()), body);
    }

    @Override
    public URI getUri() {
        return delivery.uri();
    }

    @Override
    public HttpMethod getHttpMethod() {
        return HttpMethod.value(delivery.method());
    }

    @Override
    public Map<String, String> getHeaders() {
        return delivery.headers();
    }

    @Override
    public Map<String, String> getQueryParameters() {
        return delivery.query();
    }

    @Override
    public T getBody() {
        return body;
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
        return new HostedResponse.Building(status);
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
        return new HostedResponse.Building(status);
    }
}
