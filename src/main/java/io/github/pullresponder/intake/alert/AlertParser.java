package io.github.pullresponder.intake.alert;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.intake.alert.Alert.MonitorCondition;
import io.github.pullresponder.intake.input.JsonFields;
import io.github.pullresponder.intake.input.JsonInputParser;
import io.github.pullresponder.intake.input.ResourceIdParser;
import io.github.pullresponder.intake.input.UnreadableInputException;
import io.github.pullresponder.intake.input.ValidationErrors;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Parses an alert in the common alert schema ("Common alert schema", "Sample alert payloads"), from any kind of rule: log search,
 * version 1 and 2, metric, Prometheus, activity log. Links in it are never followed.
 */
public final class AlertParser {
    static final String SCHEMA = "azureMonitorCommonAlertSchema";

    /** The maximum length of an id, which is an Azure resource id or shorter. */
    private static final int LONGEST_ID = 1_024;

    private static final int LONGEST_RULE = 260;
    private static final String NO_RULE = "(a rule without a name)";

    /** The rule names of "Test action group", from "Sample alert payloads", in lower case. */
    private static final Set<String> TEST_RULES = Set.of(
            "test-activitylogalertrule",
            "test-availabilitytest-test-applicationinsights",
            "test-logalertrule-v1-metricmeasurement",
            "test-logalertrule-v1-numresults",
            "test-logalertrule-v2",
            "test-dynamicmetricalertrule",
            "test-metricalertrule",
            "test-resourcehealthalertrule",
            "test-servicehealthalertrule",
            "test-smartalertrule");

    private final JsonFields body;
    private final ValidationErrors problems;

    private AlertParser(JsonNode body, ValidationErrors problems) {
        this.body = JsonFields.of(body, problems);
        this.problems = problems;
    }

    /**
     * Parses an alert.
     *
     * @throws UnreadableInputException naming every problem
     */
    public static Alert parse(String text) {
        return read(JsonInputParser.object(text, JsonInputParser.OF_AZURE, "in the common alert schema"));
    }

    /**
     * Reads a parsed alert.
     *
     * @throws UnreadableInputException naming every problem
     */
    public static Alert read(JsonNode body) {
        return new AlertParser(body, new ValidationErrors()).alert();
    }

    /** Returns true if the schema id is that of an alert. */
    public static boolean isOne(JsonNode json) {
        return SCHEMA.equalsIgnoreCase(json.path("schemaId").asText());
    }

    private Alert alert() {
        if (!isOne(body.json())) {
            body.addProblem("schemaId", "must be %s: enable the common alert schema in the action group", SCHEMA);
            problems.refuse();
        }
        var data = body.part("data");
        var essentials = data.part("essentials");
        var id = essentials.required("alertId", "the id of the alert");
        if (id.filter(text -> text.length() > LONGEST_ID).isPresent()) {
            essentials.addProblem("alertId", "is longer than %d characters", LONGEST_ID);
        }
        var condition = essentials
                .required("monitorCondition", "Fired or Resolved")
                .flatMap(text -> condition(essentials, text));
        var fired = essentials.required("firedDateTime", "a time").flatMap(text -> essentials.time("firedDateTime"));
        var resolved = essentials.time("resolvedDateTime");
        var rule = essentials.text("alertRule").orElse(NO_RULE);
        var targets = targets(essentials);
        var content = new AlertContext(data.part("alertContext"), targets, fired.orElse(Instant.EPOCH)).content();
        problems.refuse();
        return new Alert(
                id.orElseThrow(),
                rule.length() <= LONGEST_RULE ? rule : rule.substring(0, LONGEST_RULE),
                condition.orElseThrow(),
                condition
                        .filter(MonitorCondition.RESOLVED::equals)
                        .flatMap(any -> resolved)
                        .or(() -> fired)
                        .orElseThrow(),
                isTest(id.orElseThrow(), rule),
                ofType(targets, ResourceIdParser.CLUSTER),
                ofType(targets, ResourceIdParser.WORKSPACE),
                content);
    }

    private static Optional<MonitorCondition> condition(JsonFields essentials, String text) {
        for (var condition : MonitorCondition.values()) {
            if (condition.name().equalsIgnoreCase(text)) {
                return Optional.of(condition);
            }
        }
        essentials.addProblem("monitorCondition", "must be Fired or Resolved");
        return Optional.empty();
    }

    /** The valid resource ids in the targets; others cannot be examined. */
    private static Set<ResourceId> targets(JsonFields essentials) {
        var targets = new LinkedHashSet<ResourceId>();
        essentials
                .texts("alertTargetIDs")
                .forEach(text -> ResourceIdParser.in(text).ifPresent(targets::add));
        return targets;
    }

    private static Set<ResourceId> ofType(Set<ResourceId> targets, String type) {
        var found = new LinkedHashSet<ResourceId>();
        targets.stream().filter(id -> ResourceIdParser.names(id, type)).forEach(found::add);
        return found;
    }

    /** Returns true for a test: ids of real alerts end in a GUID, those of tests in the GUID of a real one or in {@code Test_Alert}. */
    private static boolean isTest(String id, String rule) {
        var name = id.substring(id.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return name.startsWith("test") || TEST_RULES.contains(rule.toLowerCase(Locale.ROOT));
    }
}
