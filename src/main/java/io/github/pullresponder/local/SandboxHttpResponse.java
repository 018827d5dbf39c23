package io.github.pullresponder.local;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A response of a sandbox, with the original request instead of the redirected one. */
final class SandboxHttpResponse extends HttpResponse {
    private final HttpResponse response;

    SandboxHttpResponse(HttpRequest original, HttpResponse response) {
        super(original);
        this.response = response;
    }

    @Override
    public int getStatusCode() {
        return response.getStatusCode();
    }

    @Override
    @Deprecated
    public String getHeaderValue(String name) {
        return response.getHeaderValue(HttpHeaderName.fromString(name));
    }

    @Override
    public String getHeaderValue(HttpHeaderName name) {
        return response.getHeaderValue(name);
    }

    @Override
    public HttpHeaders getHeaders() {
        return response.getHeaders();
    }

    @Override
    public BinaryData getBodyAsBinaryData() {
        return response.getBodyAsBinaryData();
    }

    @Override
    public Flux<ByteBuffer> getBody() {
        return response.getBody();
    }

    @Override
    public Mono<byte[]> getBodyAsByteArray() {
        return response.getBodyAsByteArray();
    }

    @Override
    public Mono<String> getBodyAsString() {
        return response.getBodyAsString();
    }

    @Override
    public Mono<String> getBodyAsString(Charset charset) {
        return response.getBodyAsString(charset);
    }

    @Override
    public void close() {
        response.close();
    }
}
