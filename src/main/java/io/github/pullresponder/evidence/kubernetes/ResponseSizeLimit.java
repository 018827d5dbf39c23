package io.github.pullresponder.evidence.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.github.pullresponder.read.ResponseTooLargeException;
import java.nio.ByteBuffer;
import java.util.List;

/** Counts the bytes of each response as they arrive, and stops reading a response that is too large. */
final class ResponseSizeLimit implements Interceptor {

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
            AsyncBody.Consumer<List<ByteBuffer>> reader, HttpRequest request) {
        return new AsyncBody.Consumer<>() {
            private long read;

            @Override
            public void consume(List<ByteBuffer> some, AsyncBody body) throws Exception {
                read += some.stream().mapToLong(ByteBuffer::remaining).sum();
                if (read > ResponseTooLargeException.MOST) {
                    throw new ResponseTooLargeException();
                }
                reader.consume(some, body);
            }

            @Override
            public <U> U unwrap(Class<U> target) {
                return reader.unwrap(target);
            }
        };
    }
}
