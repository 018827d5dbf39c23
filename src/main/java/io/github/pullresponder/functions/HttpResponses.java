package io.github.pullresponder.functions;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import io.github.pullresponder.intake.IntakeResult;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.report.ErrorResponseRenderer;
import io.github.pullresponder.report.ReportFormat;
import java.util.List;

/** HTTP answers of the functions. */
final class HttpResponses {
    /** The content security policy: a report uses only its own style sheet. */
    private static final String CONTENT_SECURITY = "default-src 'none'; style-src 'unsafe-inline'";

    private static final ObjectMapper JSON = new ObjectMapper();

    private HttpResponses() {}

    static HttpResponseMessage report(HttpRequestMessage<?> request, ReportFormat format, String report) {
        return request.createResponseBuilder(HttpStatus.OK)
                .header("Content-Type", format.mediaType() + "; charset=utf-8")
                .header("Content-Security-Policy", CONTENT_SECURITY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .body(report)
                .build();
    }

    /** The answer to an accepted input, with the number of its work items. */
    static HttpResponseMessage accepted(HttpRequestMessage<?> request, IntakeResult receipt) {
        var body = JSON.createObjectNode().put("items", receipt.items());
        receipt.note().ifPresent(note -> body.put("note", note));
        receipt.storedAs().ifPresent(name -> body.put("kept", name));
        return json(request, HttpStatus.ACCEPTED, body.toString());
    }

    static HttpResponseMessage json(HttpRequestMessage<?> request, HttpStatus status, String body) {
        return request.createResponseBuilder(status)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Cache-Control", "no-store")
                .body(body)
                .build();
    }

    static HttpResponseMessage error(
            HttpRequestMessage<?> request, HttpStatus status, String message, List<String> problems) {
        return json(request, status, ErrorResponseRenderer.render(status.name(), message, problems));
    }

    /** The answer if the cluster or the pod could not be read, so there is no diagnosis. */
    static HttpResponseMessage unreadable(HttpRequestMessage<?> request, EvidenceUnavailableException e) {
        var status = switch (e.reason()) {
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case FORBIDDEN, SWITCHED_OFF -> HttpStatus.FORBIDDEN;
            case THROTTLED, UNREACHABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case TIMED_OUT -> HttpStatus.GATEWAY_TIMEOUT;
            case BEYOND, BLOCKED, LIMIT, MALFORMED, TOO_LARGE, UNAUTHENTICATED, UNTRUSTED -> HttpStatus.BAD_GATEWAY;
        };
        return error(request, status, e.getMessage(), List.of());
    }
}
