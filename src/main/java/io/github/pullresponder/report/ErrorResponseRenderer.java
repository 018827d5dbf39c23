package io.github.pullresponder.report;

import java.util.List;

/** Renders the answer to a failed request: an error with all its problems. */
public final class ErrorResponseRenderer {
    private ErrorResponseRenderer() {}

    public static String render(String code, String message, List<String> problems) {
        var report = IndentedJsonWriter.object();
        var error = report.putObject("error").put("code", code).put("message", message);
        if (!problems.isEmpty()) {
            problems.forEach(error.putArray("problems")::add);
        }
        return IndentedJsonWriter.write(report);
    }
}
