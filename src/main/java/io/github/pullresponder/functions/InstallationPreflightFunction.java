package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.pullresponder.Responder;
import io.github.pullresponder.report.InstallationPreflightRenderer;
import io.github.pullresponder.report.ReportFormat;
import java.util.Optional;

/**
 * The preflight: {@code GET /api/preflight} tests every permission and endpoint that the settings imply. It answers within 100
 * seconds; a system without an answer in that time is reported as not reached.
 */
public final class InstallationPreflightFunction {
    private final ResponderProvider app;

    public InstallationPreflightFunction() {
        this(ResponderProvider.ofProcess());
    }

    public InstallationPreflightFunction(Responder responder) {
        this(ResponderProvider.of(responder));
    }

    InstallationPreflightFunction(ResponderProvider app) {
        this.app = app;
    }

    @FunctionName("Preflight")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "preflight")
                    HttpRequestMessage<Optional<String>> request,
            ExecutionContext context) {
        return InvocationRunner.answer(context, () -> answer(request, context));
    }

    private HttpResponseMessage answer(HttpRequestMessage<Optional<String>> request, ExecutionContext context) {
        try {
            var result = app.part(Responder::preflight, context).run();
            return ReportFormat.accepted(request.getHeaders().get("accept")) == ReportFormat.TEXT
                    ? HttpResponses.report(request, ReportFormat.TEXT, InstallationPreflightRenderer.text(result))
                    : HttpResponses.report(request, ReportFormat.JSON, InstallationPreflightRenderer.json(result));
        } catch (AppNotStartedException e) {
            return ResponderProvider.notStarted(request, e);
        }
    }
}
