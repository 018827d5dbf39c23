package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.pullresponder.Responder;
import io.github.pullresponder.report.ReportFormat;
import java.util.List;
import java.util.Optional;

/**
 * A stored report as a page: {@code GET /api/reports/{id}}.
 *
 * <p>It needs no key, because the button of a card cannot send one without showing it to all readers: the id, which no one can guess,
 * is the permission. For more protection, enable the sign-in of App Service.
 */
public final class ReportFunction {
    private final ResponderProvider app;

    public ReportFunction() {
        this(ResponderProvider.ofProcess());
    }

    public ReportFunction(Responder responder) {
        this(ResponderProvider.of(responder));
    }

    ReportFunction(ResponderProvider app) {
        this.app = app;
    }

    @FunctionName("Report")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.ANONYMOUS,
                            route = "reports/{id}")
                    HttpRequestMessage<Optional<String>> request,
            @BindingName("id") String id,
            ExecutionContext context) {
        return InvocationRunner.answer(context, () -> answer(request, id, context));
    }

    private HttpResponseMessage answer(
            HttpRequestMessage<Optional<String>> request, String id, ExecutionContext context) {
        var accept = request.getHeaders().get("accept");
        var format = accept == null || accept.contains("*/*") || accept.contains("text/html")
                ? ReportFormat.HTML
                : ReportFormat.accepted(accept);
        try {
            return app.part(Responder::reportStore, context)
                    .find(id, format)
                    .map(report -> HttpResponses.report(request, format, report))
                    .orElseGet(() ->
                            HttpResponses.error(request, HttpStatus.NOT_FOUND, "the report does not exist", List.of()));
        } catch (AppNotStartedException e) {
            return HttpResponses.error(request, HttpStatus.SERVICE_UNAVAILABLE, e.what(), e.names());
        }
    }
}
