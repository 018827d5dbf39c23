package io.github.pullresponder.evidence.azure.http;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.azure.core.util.FluxUtil;
import io.github.pullresponder.read.ResponseTooLargeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads each response incrementally and stops if it is too large, regardless of its header. The SDK's clients would read the whole
 * response into memory before a policy of their pipeline sees it.
 */
public final class BoundedHttpClient implements HttpClient {
    /** The key by which the SDK requests that the client reads the response before it returns. */
    private static final String READ_AT_ONCE = "azure-eagerly-read-response";

    private final HttpClient client;

    public BoundedHttpClient(HttpClient client) {
        this.client = client;
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return send(request, Context.NONE);
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request, Context context) {
        return client.send(request, unread(context))
                .flatMap(response -> FluxUtil.collectBytesInByteBufferStream(limitSize(response.getBody()))
                        .defaultIfEmpty(new byte[0])
                        .map(body -> new InMemoryHttpResponse(response, body)));
    }

    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        try (var response = client.sendSync(request, unread(context))) {
            return new InMemoryHttpResponse(response, bodyOf(response));
        }
    }

    private static Context unread(Context context) {
        return context.addData(READ_AT_ONCE, false);
    }

    private static byte[] bodyOf(HttpResponse response) {
        var data = response.getBodyAsBinaryData();
        if (data == null) {
            return new byte[0];
        }
        try (var stream = data.toStream()) {
            var body = stream.readNBytes(ResponseTooLargeException.MOST + 1);
            if (body.length > ResponseTooLargeException.MOST) {
                throw new ResponseTooLargeException();
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Flux<ByteBuffer> limitSize(Flux<ByteBuffer> body) {
        return Flux.defer(() -> {
            var read = new AtomicLong();
            return body.doOnNext(some -> {
                if (read.addAndGet(some.remaining()) > ResponseTooLargeException.MOST) {
                    throw new ResponseTooLargeException();
                }
            });
        });
    }
}
