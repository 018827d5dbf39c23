package io.github.pullresponder.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.storage.StoredSamples;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reports are stored for programs of others, and the responder returns them unchanged. A program that reads the first version
 * must find all of it in a report of today.
 */
class StoredReportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Report> BY_SAMPLE =
            Map.of("report", StoredReports.FULL, "report-least", StoredReports.LEAST);

    static Set<String> samples() {
        return StoredSamples.names("reports");
    }

    @Test
    void everySampleHasItsDiagnosis() {
        assertThat(samples()).isEqualTo(BY_SAMPLE.keySet());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theCurrentFormatContainsAllFieldsOfTheSample(String sample) throws Exception {
        var stored = valuesOf(JSON.readTree(StoredSamples.text("reports", sample)));
        var today = valuesOf(JSON.readTree(ReportFormat.JSON.render(BY_SAMPLE.get(sample))));

        assertThat(today).containsAllEntriesOf(stored);
    }

    /** Every value by its JSON pointer, without the links to help, which may change. */
    private static Map<String, JsonNode> valuesOf(JsonNode report) {
        var values = new TreeMap<String, JsonNode>();
        addTo(values, "", report);
        values.keySet().removeIf(pointer -> pointer.endsWith("/help"));
        return values;
    }

    private static void addTo(Map<String, JsonNode> values, String pointer, JsonNode node) {
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> addTo(values, pointer + "/" + field.getKey(), field.getValue()));
        } else if (node.isArray()) {
            for (var i = 0; i < node.size(); i++) {
                addTo(values, pointer + "/" + i, node.get(i));
            }
        } else {
            values.put(pointer, node);
        }
    }
}
