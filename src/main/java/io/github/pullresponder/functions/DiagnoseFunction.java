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
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.intake.http.DiagnoseRequestParser;
import io.github.pullresponder.intake.input.UnreadableInputException;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.report.ReportFormat;

/** Diagnoses one pull on demand: {@code POST /api/diagnose} returns the report. */
public final class DiagnoseFunction {
    private final ResponderProvider app;

    public DiagnoseFunction() {
        this(ResponderProvider.ofProcess());
    }

    public DiagnoseFunction(Responder responder) {
        this(ResponderProvider.of(responder));
    }

    DiagnoseFunction(ResponderProvider app) {
        this.app = app;
    }

    @FunctionName("Diagnose")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "diagnose")
                    HttpRequestMessage<String> request,
            ExecutionContext context) {
        return InvocationRunner.answer(context, () -> answer(request, context));
    }

    private HttpResponseMessage answer(HttpRequestMessage<String> request, ExecutionContext context) {
        try {
            var failure = DiagnoseRequestParser.parse(request.getBody() == null ? "" : request.getBody());
            var responder = app.part(whole -> whole, context);
            var diagnosis = responder.diagnose(failure, new Trigger(TriggerType.HTTP, "Diagnose"));
            var format = ReportFormat.accepted(request.getHeaders().get("accept"));
            return HttpResponses.report(request, format, format.render(diagnosis));
        } catch (UnreadableInputException e) {
            return HttpResponses.error(request, HttpStatus.BAD_REQUEST, "the request is invalid", e.problems());
        } catch (AppNotStartedException e) {
            return ResponderProvider.notStarted(request, e);
        } catch (EvidenceUnavailableException e) {
            return HttpResponses.unreadable(request, e);
        }
    }
}
