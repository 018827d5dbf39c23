package io.github.pullresponder.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import io.github.pullresponder.functions.AzureEventFunction;
import io.github.pullresponder.functions.PullAlertFunction;
import io.github.pullresponder.queue.WatchedOperation;
import io.github.pullresponder.queue.WatchedOperation.EventGridTopic;
import io.github.pullresponder.sandbox.json.Json;
import io.github.pullresponder.sandbox.kql.Kql;
import io.github.pullresponder.sandbox.kql.Table;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the callers of the app and their purposes. */
@Tag("infrastructure")
class EventsTemplateTest {
    private static final String TOPIC = "Microsoft.EventGrid/systemTopics";
    private static final String EVENT_SUBSCRIPTION = TOPIC + "/eventSubscriptions";
    private static final String RULE = "Microsoft.Insights/scheduledQueryRules";

    @Test
    void theOperationsAreThoseThatTheCodeHandles() {
        var operations = Templates.json("operations.json");

        assertThat(operations.path("subscription"))
                .flatExtracting(part -> Templates.texts(part.path("operations")))
                .containsExactlyElementsOf(watched(EventGridTopic.SUBSCRIPTION));
        assertThat(Templates.texts(operations.path("registry")))
                .containsExactlyElementsOf(watched(EventGridTopic.REGISTRY));
        assertThat(Templates.texts(operations.path("cluster")))
                .containsExactlyElementsOf(watched(EventGridTopic.CLUSTER));
    }

    private static List<String> watched(EventGridTopic topic) {
        return Arrays.stream(WatchedOperation.values())
                .filter(item -> item.topic() == topic)
                .map(WatchedOperation::operation)
                .toList();
    }

    /** "Event filtering: limitations": 25 filter values across all filters of an event subscription. */
    @Test
    void noEventSubscriptionHasMoreValuesThanEventGridAccepts() {
        assertThat(Templates.json("operations.json").path("subscription")).allSatisfy(part -> {
            var operations = Templates.texts(part.path("operations"));
            assertThat(operations).hasSizeBetween(1, 25);
            assertThat(Templates.texts(part.path("eventTypes")))
                    .containsExactlyInAnyOrderElementsOf(operations.stream()
                            .map(name ->
                                    WatchedOperation.named(name).orElseThrow().eventType())
                            .distinct()
                            .toList());
        });
    }

    @Test
    void theFiltersAreThoseOperations() {
        var operations = Templates.json("operations.json");

        assertThat(filtersOf("Microsoft.Resources.Subscriptions"))
                .isEqualTo(Templates.elements(operations.path("subscription"))
                        .map(part -> new Filter(
                                Templates.texts(part.path("eventTypes")),
                                Optional.of(Templates.texts(part.path("operations")))))
                        .toList());
        assertThat(filtersOf("Microsoft.ContainerRegistry.Registries"))
                .containsExactly(new Filter(Templates.texts(operations.path("registry")), Optional.empty()));
        assertThat(filtersOf("Microsoft.ContainerService.ManagedClusters"))
                .containsExactly(new Filter(Templates.texts(operations.path("cluster")), Optional.empty()));
    }

    /** @param operations the operations, one of which an event must have; absent if there is no such condition */
    private record Filter(List<String> eventTypes, Optional<List<String>> operations) {
        static Filter of(JsonNode eventSubscription) {
            var filter = eventSubscription.at("/properties/filter");
            var conditions = filter.path("advancedFilters");
            if (conditions.isEmpty()) {
                return new Filter(Templates.texts(filter.path("includedEventTypes")), Optional.empty());
            }
            assertThat(conditions).hasSize(1);
            assertThat(conditions.at("/0/operatorType").asText()).isEqualTo("StringIn");
            assertThat(conditions.at("/0/key").asText()).isEqualTo("data.operationName");
            return new Filter(
                    Templates.texts(filter.path("includedEventTypes")),
                    Optional.of(Templates.texts(conditions.at("/0/values"))));
        }
    }

    /** The filters of the first topic of a type. */
    private static List<Filter> filtersOf(String topicType) {
        var topic = Snapshot.TYPICAL_EVENTS
                .all(TOPIC)
                .filter(element -> element.at("/properties/topicType").asText().equals(topicType))
                .findFirst()
                .orElseThrow();
        return eventSubscriptions(topic.path("id").asText()).map(Filter::of).toList();
    }

    private static Stream<JsonNode> eventSubscriptions(String topicId) {
        return Snapshot.TYPICAL_EVENTS
                .all(EVENT_SUBSCRIPTION)
                .filter(element -> element.path("id").asText().startsWith(topicId + "/"));
    }

    @Test
    void everySourceHasOneTopicOfItsKind() {
        assertThat(Snapshot.TYPICAL_EVENTS
                        .all(TOPIC)
                        .map(element -> element.path("properties"))
                        .map(element -> element.path("topicType").asText() + " "
                                + element.path("source").asText()))
                .containsExactlyInAnyOrder(
                        "Microsoft.Resources.Subscriptions /subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12",
                        "Microsoft.Resources.Subscriptions /subscriptions/7c1d9e52-3b8a-4f06-9d41-6e2a80c5f374",
                        "Microsoft.ContainerRegistry.Registries /subscriptions/7c1d9e52-3b8a-4f06-9d41-6e2a80c5f374"
                                + "/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/fabrikam",
                        "Microsoft.ContainerService.ManagedClusters /subscriptions/7c1d9e52-3b8a-4f06-9d41-6e2a80c5f374"
                                + "/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store");
    }

    /** The parameters name one registry twice, in two spellings; two topics for it would fail. */
    @Test
    void aSourceThatIsNamedTwiceHasOneTopic() {
        assertThat(Templates.text("snapshots/largest.events.bicepparam")).contains("/fabrikam'", "/Fabrikam'");
        assertThat(Snapshot.LARGEST_EVENTS
                        .all(TOPIC)
                        .filter(element ->
                                element.at("/properties/source").asText().endsWith("/fabrikam")))
                .hasSize(1);
    }

    /** Each source can have only one system topic, so an existing topic is used, regardless of the spelling of its source. */
    @Test
    void aTopicThatExistsIsUsedAndNotMadeAgain() {
        var ofOthers =
                "/subscriptions/e4a2b7d0-5c19-4a68-b3f7-0d8c61e29a45/resourceGroups/rg-events/providers/" + TOPIC;

        assertThat(ids(EVENT_SUBSCRIPTION).filter(text -> text.startsWith(ofOthers)))
                .containsExactlyInAnyOrder(
                        ofOthers + "/evgt-changes/eventSubscriptions/" + Snapshot.APP_NAME + "-0",
                        ofOthers + "/evgt-changes/eventSubscriptions/" + Snapshot.APP_NAME + "-1",
                        ofOthers + "/evgt-changes/eventSubscriptions/" + Snapshot.APP_NAME + "-2",
                        ofOthers + "/evgt-contoso/eventSubscriptions/" + Snapshot.APP_NAME + "-0");
        assertThat(ids(TOPIC)).noneMatch(text -> text.startsWith(ofOthers));
        assertThat(Snapshot.LARGEST_EVENTS
                        .all(TOPIC)
                        .map(element -> element.at("/properties/source").asText()))
                .doesNotContain("/subscriptions/e4a2b7d0-5c19-4a68-b3f7-0d8c61e29a45")
                .noneMatch(text -> text.endsWith("/contoso"));
    }

    private static Stream<String> ids(String type) {
        return Snapshot.LARGEST_EVENTS
                .all(type)
                .map(element -> element.path("id").asText());
    }

    static Stream<Snapshot> installations() {
        return Stream.of(Snapshot.SMALLEST_EVENTS, Snapshot.TYPICAL_EVENTS, Snapshot.LARGEST_EVENTS);
    }

    /** Two installations of one name can watch the same resources: the names of what they create outside their groups must differ. */
    @ParameterizedTest
    @MethodSource("installations")
    void everyNameOutsideTheAppsGroupContainsTheNameOfTheApp(Snapshot installation) {
        assertThat(installation.resources().stream()
                        .map(element -> element.path("id").asText())
                        .map(text -> text.substring(text.lastIndexOf('/') + 1)))
                .isNotEmpty()
                .allMatch(name -> name.contains(Snapshot.APP_NAME));
    }

    /** Event Grid writes dead letters as this identity; a topic accepts one change at a time. */
    @ParameterizedTest
    @MethodSource("installations")
    void aNewTopicHasTheIdentityForDeadLetters(Snapshot installation) {
        assertThat(installation.all(TOPIC)).isNotEmpty().allSatisfy(element -> {
            assertThat(element.at("/identity/type").asText()).isEqualTo("UserAssigned");
            assertThat(element.at("/identity/userAssignedIdentities").properties())
                    .singleElement()
                    .satisfies(
                            identity -> assertThat(identity.getKey()).endsWith("/id-pull-responder-events-cf6y2bna"));
        });
        assertThat(Templates.all().stream()
                        .filter(named -> named.name().endsWith("Events.events"))
                        .map(answer -> answer.json().at("/resources/subscriptions/copy")))
                .hasSize(3)
                .allSatisfy(copy -> {
                    assertThat(copy.path("mode").asText()).isEqualTo("serial");
                    assertThat(copy.path("batchSize").asInt()).isEqualTo(1);
                });
    }

    /** The app's own group remains as main.bicep created it, with its tags. */
    @ParameterizedTest
    @MethodSource("installations")
    void aGroupIsMadeOnlyInOtherSubscriptions(Snapshot installation) {
        assertThat(installation.all("Microsoft.Resources/resourceGroups"))
                .allSatisfy(group -> assertThat(group.path("id").asText())
                        .endsWith("/resourceGroups/rg-" + Snapshot.APP_NAME)
                        .doesNotContain(Snapshot.HOME_SUBSCRIPTION));
    }

    @ParameterizedTest
    @MethodSource("installations")
    void anEventIsDeliveredForADayAndThenStored(Snapshot installation) {
        assertThat(installation.all(EVENT_SUBSCRIPTION)).isNotEmpty().allSatisfy(element -> {
            var properties = element.path("properties");
            assertThat(properties.at("/destination/endpointType").asText()).isEqualTo("AzureFunction");
            assertThat(properties
                            .at("/destination/properties/maxEventsPerBatch")
                            .asInt())
                    .isEqualTo(1);
            assertThat(properties.at("/retryPolicy/maxDeliveryAttempts").asInt())
                    .isEqualTo(30);
            assertThat(properties.at("/retryPolicy/eventTimeToLiveInMinutes").asInt())
                    .isEqualTo(1440);
            var deadLetters = properties.path("deadLetterWithResourceIdentity");
            assertThat(deadLetters.at("/identity/userAssignedIdentity").asText())
                    .endsWith("/id-pull-responder-events-cf6y2bna");
            assertThat(Snapshot.SMALLEST
                            .all("Microsoft.Storage/storageAccounts/blobServices/containers")
                            .map(container -> container.path("name").asText()))
                    .contains("pullrespondercf6y2bna/default/"
                            + deadLetters
                                    .at("/deadLetterDestination/properties/blobContainerName")
                                    .asText());
        });
    }

    @Test
    void calledFunctionsExist() {
        assertThat(Snapshot.SMALLEST_EVENTS
                        .all(EVENT_SUBSCRIPTION)
                        .map(element -> element.at("/properties/destination/properties/resourceId")
                                .asText()))
                .isNotEmpty()
                .allMatch(text -> text.endsWith("/sites/" + Snapshot.APP_NAME + "/functions/"
                        + function(AzureEventFunction.class)
                                .getAnnotation(FunctionName.class)
                                .value()));

        var pullAlert = function(PullAlertFunction.class);
        var actions = Snapshot.SMALLEST_EVENTS.propertiesOf("Microsoft.Insights/actionGroups");
        assertThat(actions.path("enabled").asBoolean()).isTrue();
        var receiver = actions.at("/azureFunctionReceivers/0");
        assertThat(receiver.path("functionName").asText())
                .isEqualTo(pullAlert.getAnnotation(FunctionName.class).value());
        assertThat(receiver.path("httpTriggerUrl").asText()).contains("/api/" + routeOf(pullAlert) + "?code=");
        assertThat(receiver.path("useCommonAlertSchema").asBoolean()).isTrue();
    }

    /** A key that a person chose can contain characters that are special in a URL. */
    @Test
    void theKeyInTheAddressIsEncoded() {
        assertThat(Templates.events()
                        .module("alertAction")
                        .json()
                        .at("/resources/actions/properties/azureFunctionReceivers/0/httpTriggerUrl")
                        .asText())
                .contains("uriComponent(listKeys(");
    }

    private static Method function(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(FunctionName.class))
                .findFirst()
                .orElseThrow();
    }

    private static String routeOf(Method function) {
        return Arrays.stream(function.getParameters())
                .flatMap(method -> Optional.ofNullable(method.getAnnotation(HttpTrigger.class)).stream())
                .map(HttpTrigger::route)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void registriesSendTheirLogsOnlyIfAWorkspaceIsNamed() {
        var type = "Microsoft.Insights/diagnosticSettings";

        assertThat(Snapshot.TYPICAL_EVENTS.all(type)).isEmpty();
        assertThat(Snapshot.LARGEST_EVENTS.all(type)).hasSize(2).allSatisfy(element -> {
            assertThat(element.at("/properties/workspaceId").asText()).endsWith("/logs-platform");
            assertThat(element.at("/properties/logs"))
                    .extracting(log -> log.path("category").asText())
                    .containsExactly("ContainerRegistryLoginEvents", "ContainerRegistryRepositoryEvents");
        });
    }

    @Test
    void theAlertRuleRunsEveryMinuteAndItsAlertsResolveByThemselves() {
        var rule = Snapshot.TYPICAL_EVENTS.propertiesOf(RULE);

        assertThat(rule.path("evaluationFrequency").asText()).isEqualTo("PT1M");
        assertThat(rule.path("windowSize").asText()).isEqualTo("PT10M");
        assertThat(rule.path("autoMitigate").asBoolean()).isTrue();
        assertThat(rule.path("enabled").asBoolean()).isTrue();
        assertThat(rule.at("/criteria/allOf/0/dimensions"))
                .as("one alert for each pod")
                .extracting(element -> element.path("name").asText())
                .containsExactly("ClusterId", "Namespace", "Name");
        assertThat(rule.at("/actions/actionGroups/0").asText()).endsWith("/ag-" + Snapshot.APP_NAME);
        assertThat(rule.at("/criteria/allOf/0/query").asText()).isEqualTo(Templates.text("failed-pulls.kql"));
        assertThat(Snapshot.LARGEST_EVENTS.all(RULE))
                .hasSize(2)
                .allSatisfy(element -> assertThat(
                                element.at("/properties/evaluationFrequency").asText())
                        .isEqualTo("PT5M"));
    }

    /** "Create a log search alert rule": the restrictions of a rule that runs every minute. */
    @Test
    void itsQueryIsValidForAOneMinuteRule() {
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

        var found = Kql.run(
                Templates.text("failed-pulls.kql"),
                name -> name.equals("KubeEvents") ? Optional.of(events) : Optional.empty());

        assertThat(found.rows()).extracting(row -> row.get("Name").text()).containsExactly("a", "b");
    }
}
