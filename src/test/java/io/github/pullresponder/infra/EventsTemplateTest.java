package io.github.pullresponder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.pullresponder.functions.AzureEvent;
import io.github.pullresponder.functions.PullAlert;
import io.github.pullresponder.sandbox.json.Json;
import io.github.pullresponder.sandbox.kql.Kql;
import io.github.pullresponder.sandbox.kql.Table;
import io.github.pullresponder.work.WatchedOperation;
import io.github.pullresponder.work.WatchedOperation.Topic;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What calls the app, and of what. */
class EventsTemplateTest {
    private static final BicepFile EVENTS = Templates.events();
    private static final Value SUBSCRIPTION = Templates.module("event-source")
            .resource("Microsoft.EventGrid/systemTopics/eventSubscriptions")
            .content();

    @Test
    void theOperationsAreThoseThatTheCodeHandles() {
        var operations = Templates.json("operations.json");

        assertThat(operations.path("subscription"))
                .flatExtracting(part -> Templates.texts(part.path("operations")))
                .containsExactlyElementsOf(watched(Topic.SUBSCRIPTION));
        assertThat(Templates.texts(operations.path("registry"))).containsExactlyElementsOf(watched(Topic.REGISTRY));
        assertThat(Templates.texts(operations.path("cluster"))).containsExactlyElementsOf(watched(Topic.CLUSTER));
    }

    private static List<String> watched(Topic topic) {
        return Arrays.stream(WatchedOperation.values())
                .filter(it -> it.topic() == topic)
                .map(WatchedOperation::operation)
                .toList();
    }

    /** "Event filtering: limitations": 25 filter values across all filters of an event subscription. */
    @Test
    void noEventSubscriptionHasMoreValuesThanEventGridTakes() {
        assertThat(Templates.json("operations.json").path("subscription")).allSatisfy(part -> {
            var operations = Templates.texts(part.path("operations"));
            assertThat(operations).hasSizeBetween(1, 25);
            assertThat(Templates.texts(part.path("eventTypes")))
                    .containsExactlyInAnyOrderElementsOf(operations.stream()
                            .map(it -> WatchedOperation.named(it).orElseThrow().eventType())
                            .distinct()
                            .toList());
        });
    }

    @Test
    void theFiltersAreThoseOperations() {
        assertThat(EVENTS.the("var", "operations").content()).hasToString("loadJsonContent('operations.json')");
        assertThat(parameter("subscriptionEvents", "filters")).isEqualTo("operations.subscription");
        assertThat(parameter("registryEvents", "eventTypes")).isEqualTo("operations.registry");
        assertThat(parameter("clusterEvents", "eventTypes")).isEqualTo("operations.cluster");
        for (var module : List.of("registry-events", "cluster-events")) {
            var filter = Templates.module(module).the("module", "events").content();
            assertThat(filter.textAt("params.filters.0.eventTypes")).isEqualTo("eventTypes");
        }
        assertThat(Templates.module("subscription-events")
                        .the("module", "events")
                        .content()
                        .textAt("params.filters"))
                .isEqualTo("filters");

        assertThat(((Value.Loop) SUBSCRIPTION).header()).isEqualTo("(part, i) in filters");
        assertThat(SUBSCRIPTION.textAt("properties.filter.includedEventTypes")).isEqualTo("part.eventTypes");
        assertThat(SUBSCRIPTION.textAt("properties.filter.advancedFilters"))
                .isEqualTo("empty(part.operations) ? [] : [ { operatorType: 'StringIn'"
                        + " key: 'data.operationName' values: part.operations } ]");
    }

    private static String parameter(String module, String name) {
        return EVENTS.the("module", module).content().textAt("params." + name);
    }

    @Test
    void everySourceHasTheTopicOfItsKind() {
        assertThat(Stream.of("subscription-events", "registry-events", "cluster-events")
                        .map(it -> Templates.module(it).the("module", "events").content())
                        .map(it -> it.literalAt("params.topicType")))
                .containsExactly(
                        "Microsoft.Resources.Subscriptions",
                        "Microsoft.ContainerRegistry.Registries",
                        "Microsoft.ContainerService.ManagedClusters");
    }

    @Test
    void anEventIsDeliveredForADayAndThenKept() {
        assertThat(SUBSCRIPTION.literalAt("properties.destination.endpointType"))
                .isEqualTo("AzureFunction");
        assertThat(SUBSCRIPTION.textAt("properties.destination.properties.maxEventsPerBatch"))
                .isEqualTo("1");
        assertThat(SUBSCRIPTION.textAt("properties.retryPolicy.maxDeliveryAttempts"))
                .isEqualTo("30");
        assertThat(SUBSCRIPTION.textAt("properties.retryPolicy.eventTimeToLiveInMinutes"))
                .isEqualTo("1440");
        assertThat(SUBSCRIPTION.textAt("properties.deadLetterWithResourceIdentity.identity.userAssignedIdentity"))
                .isEqualTo("delivery.identityId");
        var container = SUBSCRIPTION.literalAt(
                "properties.deadLetterWithResourceIdentity.deadLetterDestination.properties.blobContainerName");
        assertThat(container)
                .isEqualTo(Templates.module("storage")
                        .the("resource", "deadLetters")
                        .content()
                        .literalAt("name"));
    }

    @Test
    void whatIsCalledIsThere() {
        assertThat(EVENTS.the("var", "delivery").content().textAt("functionId"))
                .endsWith("/functions/"
                        + function(AzureEvent.class)
                                .getAnnotation(FunctionName.class)
                                .value() + "'");

        var pullAlert = function(PullAlert.class);
        var action = Templates.module("alert-action");
        assertThat(action.the("resource", "pullAlert").content().literalAt("name"))
                .isEqualTo(pullAlert.getAnnotation(FunctionName.class).value());
        var receiver = action.resource("Microsoft.Insights/actionGroups")
                .content()
                .at("properties.azureFunctionReceivers.0")
                .orElseThrow();
        assertThat(receiver.textAt("httpTriggerUrl")).contains("/api/" + routeOf(pullAlert) + "?code=");
        assertThat(receiver.textAt("useCommonAlertSchema")).isEqualTo("true");
    }

    private static Method function(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(it -> it.isAnnotationPresent(FunctionName.class))
                .findFirst()
                .orElseThrow();
    }

    private static String routeOf(Method function) {
        return Arrays.stream(function.getParameters())
                .flatMap(it -> Optional.ofNullable(it.getAnnotation(HttpTrigger.class)).stream())
                .map(HttpTrigger::route)
                .findFirst()
                .orElseThrow();
    }

    private static Value rule() {
        return Templates.module("pull-failure-rule")
                .resource("Microsoft.Insights/scheduledQueryRules")
                .content();
    }

    @Test
    void theAlertLooksEveryMinuteAndResolvesByItself() {
        assertThat(EVENTS.the("param", "alertFrequency").content()).hasToString("'PT1M'");
        assertThat(rule().textAt("properties.evaluationFrequency")).isEqualTo("frequency");
        assertThat(rule().literalAt("properties.windowSize")).isEqualTo("PT10M");
        assertThat(rule().textAt("properties.autoMitigate")).isEqualTo("true");
        assertThat(rule().textAt("properties.criteria.allOf.0.query"))
                .isEqualTo("loadTextContent('../failed-pulls.kql')");
    }

    /** "Create a log search alert rule": what a rule of one minute cannot use. */
    @Test
    void itsQueryIsOneThatARuleOfAMinuteTakes() {
        assertThat(Templates.text("failed-pulls.kql"))
                .doesNotContainPattern("\\b(search|union|take|limit|ingestion_time|adx|arg|app|workspace)\\b");
    }

    @Test
    void itsQueryFindsFailedPullsAndNothingElse() {
        var rows = """
                [{"Name": "a", "Reason": "Failed", "Message": "Failed to pull image \\"x.azurecr.io/a:1\\": 401"},
                 {"Name": "b", "Reason": "FailedCreatePodSandBox", "Message": "failed to pull image \\"mcr/pause\\""},
                 {"Name": "c", "Reason": "Failed", "Message": "Error: ImagePullBackOff"},
                 {"Name": "d", "Reason": "FailedCreatePodSandBox", "Message": "no network"},
                 {"Name": "e", "Reason": "Pulled", "Message": "Failed to pull image before"}]
                """;
        var events = Table.of(Map.of(), Json.elements(Json.parse(rows)));

        var found = new Kql(Clock.systemUTC())
                .run(
                        Templates.text("failed-pulls.kql"),
                        name -> name.equals("KubeEvents") ? Optional.of(events) : Optional.empty());

        assertThat(found.rows()).extracting(row -> row.get("Name").text()).containsExactly("a", "b");
    }
}
