package io.github.pullresponder.generated;

import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.EventGridTrigger;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.pullresponder.functions.FunctionMethods;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the rows of the table of functions: the triggers come from the annotations, the actions from this class. */
final class Triggers {
    /** An action, and the order of the rows. */
    private record Action(String function, String text) {}

    private static final List<Action> ACTIONS = List.of(
            new Action(
                    "PullAlert",
                    "Accepts an alert from the *Azure Function* action of an action group (common alert schema). Puts one work item"
                            + " on the queue for each cluster, repository and symptom. A `Resolved` alert closes its incident."),
            new Action(
                    "AzureEvent",
                    "Accepts an event in the Event Grid schema or as CloudEvents: a change that pulls depend on, a deleted image, a"
                            + " rolling node pool. Predicts the affected pulls. Also accepts alerts and pull failures of a custom topic."),
            new Action(
                    "PullFailureWatch",
                    "Every five minutes: searches the Container Insights logs of all visible clusters for failed pulls."),
            new Action(
                    "CredentialExpirySweep",
                    "Every day at 6:00 UTC: warns once for each credential that has expired or expires soon: the credentials"
                            + " of clusters' service principals, and the service principals and tokens in pull secrets."),
            new Action(
                    "Investigate",
                    "Diagnoses a work item, records the incident, sends the notification. Continues a credential sweep that takes"
                            + " longer than four minutes."),
            new Action("InvestigateFailed", "Reports a work item that failed in every attempt."),
            new Action(
                    "IncidentFollowUp",
                    "Every five minutes: closes resolved incidents, sends reminders for open ones, and retries undelivered"
                            + " notifications."),
            new Action("Diagnose", "Diagnoses one pull on demand and returns the report."),
            new Action(
                    "Preflight",
                    "Tests every permission and endpoint that the settings imply, and names the missing rights. Answers within 100"
                            + " seconds."),
            new Action(
                    "Health",
                    "A cheap probe: the process runs and reaches its storage and its queue. Answers 200 or 503 within 5 seconds."),
            new Action("Report", "Shows a stored report to anyone who knows its id."));

    private Triggers() {}

    static List<String> rows() {
        var triggers = triggers();
        var missing = ACTIONS.stream().map(Action::function).collect(Collectors.toSet());
        if (!missing.equals(triggers.keySet())) {
            throw new IllegalStateException("Triggers.ACTIONS describes other functions than " + triggers.keySet());
        }
        return ACTIONS.stream()
                .map(action -> "| `%s` | %s | %s |"
                        .formatted(action.function(), triggers.get(action.function()), action.text()))
                .toList();
    }

    private static Map<String, String> triggers() {
        return FunctionMethods.ofApp().stream()
                .collect(Collectors.toMap(
                        method -> method.getAnnotation(FunctionName.class).value(),
                        Triggers::trigger,
                        (first, second) -> first,
                        TreeMap::new));
    }

    private static String trigger(Method function) {
        return text(function, HttpTrigger.class, Triggers::http)
                .or(() -> text(function, TimerTrigger.class, timer -> "timer `%s`".formatted(timer.schedule())))
                .or(() -> text(function, QueueTrigger.class, queue -> "queue `%s`".formatted(queue.queueName())))
                .or(() -> text(function, EventGridTrigger.class, event -> "Event Grid"))
                .orElseThrow(() -> new IllegalStateException(function + " has a trigger of an unknown kind"));
    }

    private static String http(HttpTrigger http) {
        var methods = Arrays.stream(http.methods()).map(Enum::name).collect(Collectors.joining(", "));
        var key = http.authLevel() == AuthorizationLevel.ANONYMOUS ? "no key" : "function key";
        return "`%s /api/%s`, %s".formatted(methods, http.route(), key);
    }

    private static <A extends Annotation> Optional<String> text(
            Method function, Class<A> type, Function<A, String> text) {
        return Arrays.stream(function.getParameters())
                .flatMap(parameter -> Arrays.stream(parameter.getAnnotationsByType(type)))
                .findFirst()
                .map(text);
    }
}
