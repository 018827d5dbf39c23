package io.github.pullresponder.intake.input;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.cluster.LoggedPullFailure;
import io.github.pullresponder.pullerror.PullErrorParser;
import java.util.List;

/**
 * Log rows, divided into rows with valid and invalid pod names. Anyone who can write logs can put invalid names into a workspace; as
 * a work item, such a row could not be read again.
 *
 * @param leftOut rows whose namespace or pod is not a valid Kubernetes name
 */
public record ValidatedLogRows(List<LoggedPullFailure> fit, List<LoggedPullFailure> leftOut) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public ValidatedLogRows {
        fit = List.copyOf(fit);
        leftOut = List.copyOf(leftOut);
    }

    public static ValidatedLogRows of(List<LoggedPullFailure> rows) {
        return new ValidatedLogRows(
                rows.stream().filter(ValidatedLogRows::fits).toList(),
                rows.stream().filter(row -> !fits(row)).toList());
    }

    private static boolean fits(LoggedPullFailure row) {
        return KubernetesNameValidator.fitsNamespace(row.namespace()) && KubernetesNameValidator.fits(row.pod());
    }

    /** The stored text of omitted rows. */
    public static String text(List<LoggedPullFailure> rows) {
        var array = JSON.createArrayNode();
        rows.forEach(row -> array.addObject()
                .put("cluster", row.cluster().toString())
                .put("namespace", row.namespace())
                .put("pod", row.pod())
                .put("reason", row.event().reason())
                .put("message", PullErrorParser.parse(row.event().message()).message())
                .put("last", row.last().toString()));
        return array.toString();
    }

    public static String reason(List<LoggedPullFailure> rows) {
        return "%d log rows have a pod or namespace name that Kubernetes does not allow".formatted(rows.size());
    }
}
