package io.github.pullresponder.functions;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;

/** Diagnoses one pull on demand: {@code POST /api/diagnose}. */
public final class Diagnose {
    @FunctionName("Diagnose")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "diagnose")
                    HttpRequestMessage<String> request) {
        return request.createResponseBuilder(HttpStatus.NOT_IMPLEMENTED).build();
    }
}
