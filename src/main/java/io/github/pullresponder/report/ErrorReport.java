package io.github.pullresponder.report;

import java.util.List;

/** What is answered where there is no diagnosis: an error, and every problem that led to it. */
public final class ErrorReport {
    private ErrorReport() {}

    public static String render(String code, String message, List<String> problems) {
        var report = Json.object();
        var error = report.putObject("error").put("code", code).put("message", message);
        if (!problems.isEmpty()) {
            problems.forEach(error.putArray("problems")::add);
        }
        return Json.written(report);
    }
}
