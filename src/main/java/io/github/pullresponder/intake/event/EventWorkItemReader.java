package io.github.pullresponder.intake.event;

import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.intake.alert.AlertParser;
import io.github.pullresponder.intake.alert.AlertWorkItemReader;
import io.github.pullresponder.intake.http.DiagnoseRequestParser;
import io.github.pullresponder.intake.input.CallerClaimsReader;
import io.github.pullresponder.intake.input.ChangeWorkItemFactory;
import io.github.pullresponder.intake.input.DeterministicIds;
import io.github.pullresponder.intake.input.JsonFields;
import io.github.pullresponder.intake.input.ParsedWorkItems;
import io.github.pullresponder.intake.input.ResourceIdParser;
import io.github.pullresponder.intake.input.UnreadableInputException;
import io.github.pullresponder.intake.input.ValidationErrors;
import io.github.pullresponder.queue.WatchedOperation;
import io.github.pullresponder.queue.WatchedOperation.EventGridTopic;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.resource.ResourceId;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns an event into work items: changes of Azure resources, deleted images, rolling node pools, and, from custom topics, alerts
 * and pull failures.
 */
public final class EventWorkItemReader {
    /** "Azure subscription as an Event Grid source"; failed or canceled operations changed nothing. */
    private static final String RESOURCES = "microsoft.resources.resource";

    private static final String SUCCESS = "success";
    private static final String OF_AZURE = "microsoft.";

    private final AlertWorkItemReader alerts;
    private final Clock clock;

    /** @param clock the clock for events without a time */
    public EventWorkItemReader(AlertWorkItemReader alerts, Clock clock) {
        this.alerts = alerts;
        this.clock = clock;
    }

    /**
     * Turns an event into work items.
     *
     * @throws UnreadableInputException naming every problem
     * @throws EvidenceUnavailableException if the logs for an alert cannot be read at the moment
     */
    public ParsedWorkItems work(GridEvent event) {
        if (AlertParser.isOne(event.data())) {
            return alerts.toWorkItems(AlertParser.read(event.data()));
        }
        var type = event.type().toLowerCase(Locale.ROOT);
        if (type.startsWith(RESOURCES) && type.endsWith(SUCCESS)) {
            return activity(event);
        }
        var watched = WatchedOperation.named(event.type())
                .filter(operation -> operation.topic() != EventGridTopic.SUBSCRIPTION);
        if (watched.isPresent()) {
            return watched.get().topic() == EventGridTopic.REGISTRY
                    ? imageDeleted(event, watched.get())
                    : nodePool(event, watched.get());
        }
        return type.startsWith(OF_AZURE) ? ParsedWorkItems.nothing("pulls do not depend on it") : failure(event);
    }

    private ParsedWorkItems activity(GridEvent event) {
        var problems = new ValidationErrors();
        var data = JsonFields.of("data", event.data(), problems);
        var operation = data.text("operationName")
                .or(() -> data.part("authorization").text("action"))
                .orElseGet(() -> data.required("operationName", "the name of the operation")
                        .orElse(""));
        var resource = data.text("resourceUri").or(event::subject).flatMap(ResourceIdParser::in);
        problems.refuse();
        return ChangeWorkItemFactory.of(
                operation,
                resource,
                CallerClaimsReader.in(event.data().path("claims")),
                idOf(event),
                originOf(event, operation));
    }

    /** Turns a deleted image into a change ("Azure Container Registry as an Event Grid source"): an event by digest has no tag. */
    private ParsedWorkItems imageDeleted(GridEvent event, WatchedOperation watched) {
        var problems = new ValidationErrors();
        var target = JsonFields.of("data", event.data(), problems).part("target");
        var repository =
                target.required("repository", "the repository of the image").orElse("");
        var image = target.text("tag")
                .map(tag -> repository + ":" + tag)
                .or(() -> target.text("digest").map(digest -> repository + "@" + digest))
                .orElse(repository);
        problems.refuse();
        return ParsedWorkItems.as(ChangeWorkItemFactory.about(
                watched,
                sourceOf(event, ResourceIdParser.REGISTRY),
                Optional.empty(),
                Optional.of(image),
                idOf(event),
                originOf(event, watched.operation())));
    }

    private ParsedWorkItems nodePool(GridEvent event, WatchedOperation watched) {
        return ParsedWorkItems.as(ChangeWorkItemFactory.about(
                watched,
                sourceOf(event, ResourceIdParser.CLUSTER),
                Optional.empty(),
                Optional.empty(),
                idOf(event),
                originOf(event, watched.operation())));
    }

    private static ResourceId sourceOf(GridEvent event, String type) {
        return ResourceIdParser.in(event.source())
                .flatMap(id -> ResourceIdParser.within(id, type))
                .orElseThrow(() -> new UnreadableInputException(
                        List.of("'topic' or 'source' must be the id of a resource of type " + type)));
    }

    /** A pull failure from a custom topic, in the form of {@code POST /api/diagnose}. */
    private ParsedWorkItems failure(GridEvent event) {
        if (!event.data().has("cluster")) {
            throw new UnreadableInputException(
                    List.of(
                            "the event is not from Azure, and its 'data' is neither an alert nor a pull failure with a cluster"));
        }
        var failure = DiagnoseRequestParser.of(event.data());
        return ParsedWorkItems.as(new PullFailed(
                idOf(event),
                originOf(event, event.type()),
                failure,
                failure.pods().size(),
                Optional.empty()));
    }

    private OriginEvent originOf(GridEvent event, String source) {
        return new OriginEvent(
                new Trigger(TriggerType.EVENT, source), event.id(), event.at().orElseGet(clock::instant));
    }

    /** The id of the work item, from source and event, because ids of events are unique within their source (CloudEvents 1.0, "id"). */
    private static String idOf(GridEvent event) {
        return DeterministicIds.of("event", event.source().toLowerCase(Locale.ROOT), event.id(), event.type());
    }
}
