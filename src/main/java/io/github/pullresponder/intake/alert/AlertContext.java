package io.github.pullresponder.intake.alert;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.intake.alert.Alert.AlertActivity;
import io.github.pullresponder.intake.alert.Alert.AlertContent;
import io.github.pullresponder.intake.alert.Alert.AlertPods;
import io.github.pullresponder.intake.input.AlertSubject;
import io.github.pullresponder.intake.input.CallerClaimsReader;
import io.github.pullresponder.intake.input.JsonFields;
import io.github.pullresponder.intake.input.ResourceIdParser;
import io.github.pullresponder.read.TimeWindow;
import io.github.pullresponder.resource.ResourceId;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The part of an alert that differs by the kind of its rule ("Sample alert payloads": alertContext). */
final class AlertContext {
    /** The longest period a log alert rule evaluates ("Log search alert rules: lookback period"). */
    private static final Duration LONGEST_WINDOW = Duration.ofDays(2);

    /** The window for alerts that do not contain one. */
    private static final Duration USUAL_WINDOW = Duration.ofMinutes(15);

    /** Words in rules about failed pulls; an image alone is no sign, because other rules name images, too. */
    private static final List<String> OF_PULLS = List.of("pull", "kubeevents");

    /** The common part of {@code ImagePullBackOff} and {@code ErrImagePull}, in lower case. */
    private static final String WAITING_FOR_IMAGE = "imagepull";

    private final JsonFields context;
    private final Set<ResourceId> targets;
    private final Instant fired;

    AlertContext(JsonFields context, Set<ResourceId> targets, Instant fired) {
        this.context = context;
        this.targets = targets;
        this.fired = fired;
    }

    AlertContent content() {
        if (context.json().path("operationName").isTextual()) {
            return activity();
        }
        var condition = context.part("condition");
        var subjects = Stream.of(ofConditions(condition), ofDimensionsV1(), ofSearchResults(), ofLabels())
                .flatMap(List::stream)
                .filter(AlertSubject::namesAnything)
                .distinct()
                .toList();
        return new AlertPods(subjects, window(condition));
    }

    /** The activity log entry; {@code authorization} is absent for some categories, and {@code null} for others. */
    private AlertActivity activity() {
        var scope = context.part("authorization").text("scope");
        return new AlertActivity(
                context.text("operationName").orElse(""),
                context.text("status").map("Succeeded"::equalsIgnoreCase).orElse(true),
                scope.flatMap(ResourceIdParser::in).or(() -> targets.stream().findFirst()),
                CallerClaimsReader.in(context.json().path("claims")).or(() -> context.text("caller")));
    }

    /** The subjects of log search alerts of version 2, and of metric alerts. */
    private static List<AlertSubject> ofConditions(JsonFields condition) {
        return condition.parts("allOf").stream()
                .map(one -> {
                    var dimensions = named(one.parts("dimensions"));
                    return AlertSubject.of(dimensions, isAboutPulls(one, dimensions));
                })
                .toList();
    }

    private static boolean isAboutPulls(JsonFields condition, Map<String, String> dimensions) {
        var isMetric = condition.has("metricName");
        var looksFor = condition.text(isMetric ? "metricName" : "searchQuery");
        return looksFor.map(AlertContext::isAboutPulls).orElse(!isMetric) || waitsForImage(dimensions);
    }

    private static boolean waitsForImage(Map<String, String> dimensions) {
        return dimensions.values().stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(WAITING_FOR_IMAGE));
    }

    private static boolean isAboutPulls(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return OF_PULLS.stream().anyMatch(lower::contains);
    }

    /** The subjects of log search alerts of version 1, whose fields begin with an upper-case letter. */
    private List<AlertSubject> ofDimensionsV1() {
        return context.has("Dimensions")
                ? List.of(AlertSubject.of(named(context.parts("Dimensions")), searchesForPulls()))
                : List.of();
    }

    private boolean searchesForPulls() {
        return context.text("SearchQuery").map(AlertContext::isAboutPulls).orElse(true);
    }

    /** The subjects in the rows that version 1 may embed. */
    private List<AlertSubject> ofSearchResults() {
        var subjects = new ArrayList<AlertSubject>();
        for (var table : context.part("SearchResults").parts("tables")) {
            var columns = table.parts("columns").stream()
                    .map(column -> column.text("name").orElse(""))
                    .toList();
            for (var row : table.json().path("rows")) {
                if (row.isArray()) {
                    subjects.add(AlertSubject.of(cells(columns, row), searchesForPulls()));
                }
            }
        }
        return subjects;
    }

    private static Map<String, String> cells(List<String> columns, JsonNode row) {
        var cells = new LinkedHashMap<String, String>();
        for (var i = 0; i < Math.min(columns.size(), row.size()); i++) {
            cells.put(columns.get(i), row.get(i).asText(""));
        }
        return cells;
    }

    /** The subjects of Prometheus alerts. */
    private List<AlertSubject> ofLabels() {
        var labels = new LinkedHashMap<String, String>();
        context.part("labels")
                .json()
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText("")));
        var looksForPulls =
                context.text("expression").filter(AlertContext::isAboutPulls).isPresent();
        return labels.isEmpty() ? List.of() : List.of(AlertSubject.of(labels, looksForPulls || waitsForImage(labels)));
    }

    private static Map<String, String> named(List<JsonFields> dimensions) {
        var named = new LinkedHashMap<String, String>();
        for (var dimension : dimensions) {
            dimension
                    .required("name", "the name of the dimension")
                    .ifPresent(name ->
                            named.put(name, dimension.json().path("value").asText("")));
        }
        return named;
    }

    private TimeWindow window(JsonFields condition) {
        var end = condition
                .time("windowEndTime")
                .or(() -> context.time("SearchIntervalEndtimeUtc"))
                .orElse(fired);
        var start = condition
                .time("windowStartTime")
                .or(() -> context.time("SearchIntervalStartTimeUtc"))
                .filter(time -> time.isBefore(end))
                .orElseGet(() -> end.minus(size(condition)));
        var earliest = end.minus(LONGEST_WINDOW);
        return new TimeWindow(start.isBefore(earliest) ? earliest : start, end);
    }

    private static Duration size(JsonFields condition) {
        try {
            return condition
                    .text("windowSize")
                    .map(Duration::parse)
                    .filter(size -> size.compareTo(Duration.ZERO) > 0 && size.compareTo(LONGEST_WINDOW) <= 0)
                    .orElse(USUAL_WINDOW);
        } catch (DateTimeException e) {
            return USUAL_WINDOW;
        }
    }
}
