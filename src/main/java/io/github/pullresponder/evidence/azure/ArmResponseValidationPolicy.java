package io.github.pullresponder.evidence.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Rejects a response of ARM that is neither a resource with an id nor a list with values.
 *
 * <p>The SDK treats an object without either as an empty list, so that a meaningless response would be read as
 * "no role assignments".
 */
final class ArmResponseValidationPolicy implements HttpPipelinePolicy {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> MARKS = Set.of("id", "value");

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
        return next.process().map(response -> validate(call, response));
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
        return validate(call, next.processSync());
    }

    private static HttpResponse validate(HttpPipelineCallContext call, HttpResponse response) {
        if (call.getHttpRequest().getHttpMethod() != HttpMethod.GET || response.getStatusCode() != 200) {
            return response;
        }
        var buffered = response.buffer();
        if (!isAnswer(buffered.getBodyAsBinaryData().toBytes())) {
            throw new IllegalArgumentException("neither a resource nor a list");
        }
        return buffered;
    }

    private static boolean isAnswer(byte[] body) {
        try (var json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (MARKS.contains(json.currentName())) {
                    return true;
                }
                json.nextToken();
                json.skipChildren();
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
