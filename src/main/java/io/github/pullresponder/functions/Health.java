package io.github.pullresponder.functions;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.pullresponder.Responder;
import io.github.pullresponder.report.PreflightReport;
import io.github.pullresponder.report.ReportFormat;
import io.github.pullresponder.settings.InvalidSettings;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The preflight: {@code GET /api/health} tries every permission and endpoint that the settings imply.
 *
 * <p>It is what says why nothing else starts, so it starts even if the settings are wrong.
 */
public final class Health {
    private final Supplier<Responder> responder;

    public Health() {
        this.responder = Responder::shared;
    }

    public Health(Responder responder) {
        this(() -> responder);
    }

    Health(Supplier<Responder> responder) {
        this.responder = responder;
    }

    @FunctionName("Health")
    public HttpResponseMessage run(
            @HttpTrigger(
                            name = "request",
                            methods = {HttpMethod.GET},
                            authLevel = AuthorizationLevel.FUNCTION,
                            route = "health")
                    HttpRequestMessage<Optional<String>> request) {
        try {
            var result = responder.get().preflight().run();
            return ReportFormat.accepted(request.getHeaders().get("accept")) == ReportFormat.TEXT
                    ? Answers.report(request, ReportFormat.TEXT, PreflightReport.text(result))
                    : Answers.report(request, ReportFormat.JSON, PreflightReport.json(result));
        } catch (InvalidSettings e) {
            return Answers.error(
                    request, HttpStatus.INTERNAL_SERVER_ERROR, "the settings cannot be used", e.problems());
        }
    }
}
