package io.github.pullresponder.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.queue.WorkItem.AlertIncomplete;
import io.github.pullresponder.queue.WorkItem.AlertResolved;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.queue.WorkItem.ResourceChanged;
import io.github.pullresponder.queue.WorkItem.SweepContinued;
import io.github.pullresponder.resource.ResourceId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A work item as the text of a queue message: its version, and all other data under {@code item}. Every version up to {@link
 * #VERSION} is read, and unknown fields are ignored. A message of a higher version is rejected, so that it remains on the queue for the
 * newer release.
 *
 * <p>There are no other top-level properties, because the Functions host copies them over its own data about the message, ignoring
 * case: a property {@code id}, as in version 1, then replaces the message's id ({@code ApplyBindingData} of
 * Azure/azure-functions-host).
 *
 * <p>Its limit is 48 KB: a message may have 64, and Base64, which Azure Functions expects by default, adds a third ("Azure Queue storage
 * trigger: encoding").
 */
public final class WorkItemJsonMapper {
    private static final int VERSION = 2;

    /** The version whose fields were at the top level. */
    private static final int WITHOUT_ITEM = 1;

    private static final String ITEM = "item";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The limit of a kubelet message, which has at most 1 KB (Kubernetes: event message); other messages are cut. */
    private static final int LARGEST_MESSAGE = 12 * 1_024;

    /** Replaces invalid characters (Unicode: replacement character). */
    private static final int REPLACEMENT = 0xFFFD;

    /** The limit of a message, in bytes of UTF-8. */
    private static final int LARGEST = 48 * 1_024;

    /** The limit of any other text, in bytes. */
    private static final int LARGEST_TEXT = 2_048;

    private WorkItemJsonMapper() {}

    /**
     * The messages of an item: one, or several if it has too many pods for one.
     *
     * @throws WorkItemTooLargeException if no part of it fits
     */
    public static List<String> messages(WorkItem item) {
        var text = write(item);
        if (text.getBytes(StandardCharsets.UTF_8).length <= LARGEST) {
            return List.of(text);
        }
        if (item instanceof PullFailed failed && failed.failure().pods().size() > 1) {
            return failed.halves().stream()
                    .flatMap(half -> messages(half).stream())
                    .toList();
        }
        throw new WorkItemTooLargeException();
    }

    /** Not even a part of the work item fits into a message. */
    public static final class WorkItemTooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private WorkItemTooLargeException() {
            super("the work item is larger than a queue message");
        }
    }

    public static String write(WorkItem item) {
        var message = JSON.createObjectNode().put("version", VERSION);
        var node = message.putObject(ITEM).put("kind", kindOf(item)).put("id", item.id());
        node.putObject("origin")
                .put("trigger", item.origin().trigger().kind().label())
                .put("source", cut(item.origin().trigger().source()))
                .put("correlation", cut(item.origin().correlation()))
                .put("at", item.origin().at().toString());
        if (item instanceof PullFailed failed) {
            writeFailure(node, failed);
        } else if (item instanceof AlertIncomplete incomplete) {
            incomplete.cluster().ifPresent(cluster -> node.put("cluster", cluster.toString()));
            node.put("why", cut(incomplete.why()));
        } else if (item instanceof AlertResolved resolved) {
            node.put("alertId", cut(resolved.alertId()));
        } else if (item instanceof ResourceChanged changed) {
            writeChange(node, changed);
        } else if (item instanceof SweepContinued rest) {
            node.put("sweep", rest.sweep()).put("part", rest.part());
        }
        return message.toString();
    }

    private static String kindOf(WorkItem item) {
        if (item instanceof PullFailed) {
            return "pull-failed";
        }
        if (item instanceof AlertIncomplete) {
            return "incomplete";
        }
        if (item instanceof SweepContinued) {
            return "sweep-continued";
        }
        return item instanceof AlertResolved ? "alert-resolved" : "changed";
    }

    private static void writeFailure(ObjectNode node, PullFailed failed) {
        var failure = failed.failure();
        node.put("cluster", failure.cluster().toString());
        var pods = node.putArray("pods");
        failure.pods().forEach(pod -> pods.add(pod.toString()));
        node.put("podCount", failed.podCount());
        failure.image().ifPresent(image -> node.put("image", cut(image)));
        failure.message().ifPresent(message -> node.put("message", cut(message, LARGEST_MESSAGE)));
        failed.alertId().ifPresent(id -> node.put("alertId", cut(id)));
    }

    private static void writeChange(ObjectNode node, ResourceChanged changed) {
        var change = changed.change();
        node.put("operation", change.operation())
                .put("resource", change.resource().toString());
        change.who().ifPresent(who -> node.put("who", cut(who)));
        change.image().ifPresent(image -> node.put("image", cut(image)));
        changed.cluster().ifPresent(cluster -> node.put("cluster", cluster.toString()));
    }

    private static String cut(String text) {
        return cut(text, LARGEST_TEXT);
    }

    /** The beginning of a text whose JSON fits into the limit. */
    private static String cut(String original, int bytes) {
        var text = withoutNoCharacters(original);
        var room = bytes;
        for (var at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            room -= bytesOf(text.codePointAt(at));
            if (room < 0) {
                return text.substring(0, at);
            }
        }
        return text;
    }

    /**
     * Replaces code points that XML does not allow (XML 1.0, section 2.2): queue messages are sent as XML ("Put Message"), and storage
     * would always reject them. JSON escapes control characters below U+0020.
     */
    private static String withoutNoCharacters(String text) {
        return text.codePoints().noneMatch(WorkItemJsonMapper::isNoCharacter)
                ? text
                : text.codePoints()
                        .map(c -> isNoCharacter(c) ? REPLACEMENT : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isNoCharacter(int codePoint) {
        return (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
                || codePoint == 0xFFFE
                || codePoint == 0xFFFF;
    }

    /** The maximum size of a character in JSON and UTF-8: control characters are escaped (RFC 8259, section 7). */
    private static int bytesOf(int codePoint) {
        if (codePoint < ' ') {
            return 6;
        }
        if (codePoint == '"' || codePoint == '\\') {
            return 2;
        }
        if (codePoint < 0x80) {
            return 1;
        }
        return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /**
     * Reads a queue message.
     *
     * @throws UnreadableWorkItemException naming the error
     */
    public static WorkItem read(String text) {
        try {
            var message = JSON.readTree(text);
            var version = message.path("version").asInt();
            if (version < 1 || version > VERSION) {
                throw new UnreadableWorkItemException("version %s is not known, only up to %d"
                        .formatted(message.path("version").asText("(none)"), VERSION));
            }
            return item(version == WITHOUT_ITEM ? message : message.path(ITEM));
        } catch (JsonProcessingException e) {
            throw new UnreadableWorkItemException("it is not JSON");
        } catch (IllegalArgumentException | DateTimeException e) {
            // Without the original exception, whose message quotes the value.
            throw new UnreadableWorkItemException("a value is malformed");
        }
    }

    private static WorkItem item(JsonNode node) {
        var id = required(node, "id");
        var origin = origin(node.path("origin"));
        return switch (required(node, "kind")) {
            case "pull-failed" ->
                new PullFailed(
                        id,
                        origin,
                        PullFailure.of(
                                resourceId(required(node, "cluster")),
                                pods(node.path("pods")),
                                optional(node, "image"),
                                optional(node, "message")),
                        node.path("podCount").asInt(),
                        optional(node, "alertId"));
            case "incomplete" ->
                new AlertIncomplete(
                        id,
                        origin,
                        optional(node, "cluster").map(WorkItemJsonMapper::resourceId),
                        required(node, "why"));
            case "alert-resolved" -> new AlertResolved(id, origin, required(node, "alertId"));
            case "sweep-continued" ->
                new SweepContinued(
                        id, origin, required(node, "sweep"), node.path("part").asInt());
            case "changed" ->
                new ResourceChanged(
                        id,
                        origin,
                        new ResourceChange(
                                required(node, "operation"),
                                resourceId(required(node, "resource")),
                                optional(node, "who"),
                                optional(node, "image")),
                        optional(node, "cluster").map(WorkItemJsonMapper::resourceId));
            default ->
                throw new UnreadableWorkItemException("kind '%s' is not known".formatted(required(node, "kind")));
        };
    }

    private static ResourceId resourceId(String text) {
        try {
            return ResourceId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UnreadableWorkItemException(String.valueOf(e.getMessage()));
        }
    }

    private static OriginEvent origin(JsonNode node) {
        return new OriginEvent(
                new Trigger(
                        TriggerType.valueOf(required(node, "trigger").toUpperCase(Locale.ROOT)),
                        required(node, "source")),
                required(node, "correlation"),
                Instant.parse(required(node, "at")));
    }

    private static List<PodName> pods(JsonNode array) {
        var pods = new ArrayList<PodName>();
        array.forEach(pod -> {
            var name = pod.asText().split("/", 2);
            if (name.length != 2) {
                throw new UnreadableWorkItemException("'%s' is not namespace/name".formatted(pod.asText()));
            }
            pods.add(new PodName(name[0], name[1]));
        });
        return pods;
    }

    private static String required(JsonNode node, String field) {
        return optional(node, field)
                .orElseThrow(() -> new UnreadableWorkItemException("'%s' is missing".formatted(field)));
    }

    private static Optional<String> optional(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue());
    }
}
