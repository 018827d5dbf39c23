package io.github.pullresponder.intake.input;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.cluster.LoggedFailure;
import io.github.pullresponder.pullerror.PullErrorParser;
import java.util.List;

/**
 * Rows of the logs, divided by whether the pod they name can exist. One with another name can be in a workspace, which whoever
 * may write logs fills; as a work item it could not be read again.
 *
 * @param leftOut rows whose namespace or pod is no name of Kubernetes
 */
public record NamedRows(List<LoggedFailure> fit, List<LoggedFailure> leftOut) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public NamedRows {
        fit = List.copyOf(fit);
        leftOut = List.copyOf(leftOut);
    }

    public static NamedRows of(List<LoggedFailure> rows) {
        return new NamedRows(
                rows.stream().filter(NamedRows::fits).toList(),
                rows.stream().filter(row -> !fits(row)).toList());
    }

    private static boolean fits(LoggedFailure row) {
        return KubernetesName.fitsNamespace(row.namespace()) && KubernetesName.fits(row.pod());
    }

    /** What is stored of rows that were left out. */
    public static String text(List<LoggedFailure> rows) {
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

    public static String reason(List<LoggedFailure> rows) {
        return "%d rows of the logs name a pod or a namespace that Kubernetes does not allow".formatted(rows.size());
    }
}
