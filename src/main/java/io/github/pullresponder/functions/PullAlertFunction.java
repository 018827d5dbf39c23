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
import io.github.pullresponder.intake.input.UnreadableInputException;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.storage.StorageUnavailableException;
import java.util.List;
import java.util.Objects;

/**
 * Accepts alerts from an action group: {@code POST /api/alerts}. Answers 202 when their work items are on the queue, and 503 if
 * another delivery may succeed; an action group tries up to five times ("Action groups: webhook").
 */
public final class PullAlertFunction {
    private final ResponderProvider app;

    public PullAlertFunction() {
        this(ResponderProvider.ofProcess());
    }

    public PullAlertFunction(Responder responder) {
        this(ResponderProvider.of(responder));
    }

    PullAlertFunction(ResponderProvider app) {
        this.app = app;
    }

    @FunctionName("PullAlert")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.POST},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "alerts")
                    HttpRequestMessage<String> request,
            ExecutionContext context) {
        return InvocationRunner.answer(context, () -> answer(request, context));
    }

    private HttpResponseMessage answer(HttpRequestMessage<String> request, ExecutionContext context) {
        try {
            var receipt =
                    app.part(Responder::intake, context).alert(request.getBody() == null ? "" : request.getBody());
            context.getLogger().info("alert: " + receipt);
            return HttpResponses.accepted(request, receipt);
        } catch (UnreadableInputException e) {
            return HttpResponses.error(request, HttpStatus.BAD_REQUEST, "the alert is invalid", e.problems());
        } catch (AppNotStartedException e) {
            return ResponderProvider.notStarted(request, e);
        } catch (EvidenceUnavailableException | StorageUnavailableException e) {
            return HttpResponses.error(
                    request, HttpStatus.SERVICE_UNAVAILABLE, Objects.requireNonNull(e.getMessage()), List.of());
        }
    }
}
