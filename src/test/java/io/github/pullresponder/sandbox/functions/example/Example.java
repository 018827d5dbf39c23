package io.github.pullresponder.sandbox.functions.example;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import java.util.Optional;

/** Functions of every shape the host knows. */
public final class Example {
    @FunctionName("Echo")
    public HttpResponseMessage echo(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST})
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return request.createResponseBuilder(HttpStatus.ACCEPTED)
                .header("X-Function", context.getFunctionName())
                .header("Content-Type", "text/plain")
                .body(request.getBody().orElse("nothing")
                        + request.getQueryParameters().getOrDefault("suffix", "")
                        + request.getHeaders().getOrDefault("x-more", ""))
                .build();
    }

    @FunctionName("Report")
    public HttpResponseMessage report(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET},
                            route = "reports/{id}")
                    HttpRequestMessage<String> request,
            @BindingName("id") String id) {
        return request.createResponseBuilder(HttpStatus.OK)
                .body("report " + id + ", body " + request.getBody())
                .build();
    }

    @FunctionName("Work")
    public void work(@QueueTrigger(name = "item", queueName = "work", connection = "Storage") String item) {
        if (item.isEmpty()) {
            throw new IllegalArgumentException("nothing to do");
        }
    }

    @FunctionName("Broken")
    public String broken(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET})
                    HttpRequestMessage<String> request) {
        throw new IllegalStateException("a secret of the function");
    }
}
