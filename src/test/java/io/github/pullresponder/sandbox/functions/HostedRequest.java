package io.github.pullresponder.sandbox.functions;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.net.URI;
import java.util.Map;

/**
 * A request as a function sees it.
 *
 * @param body of the type the function asks for; null where that is a plain string and the request has none, as on the
 *     real host
 */
record HostedRequest<T>(Delivery delivery, T body) implements HttpRequestMessage<T> {
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
