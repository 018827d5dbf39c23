package io.github.pullresponder.bench.worker;

import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;

/** A function that does nothing, for the base cost of a function. */
public final class EmptyFunction {
    public HttpResponseMessage run(HttpRequestMessage<String> request) {
        return request.createResponseBuilder(HttpStatus.OK).body("").build();
    }
}
