package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.pullresponder.Responder;
import io.github.pullresponder.report.HealthResponseRenderer;
import java.util.Optional;

/**
 * A cheap probe: {@code GET /api/health} shows within 5 seconds if the process runs and reaches its storage and its queue. It reads
 * nothing else in Azure; the {@link InstallationPreflightFunction} tests the app's rights.
 */
public final class HealthFunction {
    private final ResponderProvider app;

    public HealthFunction() {
        this(ResponderProvider.ofProcess());
    }

    public HealthFunction(Responder responder) {
        this(ResponderProvider.of(responder));
    }

    HealthFunction(ResponderProvider app) {
        this.app = app;
    }

    @FunctionName("Health")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "health")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return InvocationRunner.answer(context, () -> answer(request, context));
    }

    private HttpResponseMessage answer(HttpRequestMessage<Optional<String>> request, ExecutionContext context) {
        try {
            var health = app.part(Responder::health, context).probe();
            var status = health.works() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
            return HttpResponses.json(request, status, HealthResponseRenderer.json(health));
        } catch (AppNotStartedException e) {
            return ResponderProvider.notStarted(request, e);
        }
    }
}
