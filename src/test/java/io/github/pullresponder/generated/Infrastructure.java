package io.github.pullresponder.generated;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.github.pullresponder.queue.WatchedOperation;
import io.github.pullresponder.queue.WatchedOperation.EventGridTopic;
import io.github.pullresponder.read.Capability;
import io.github.pullresponder.read.Permission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The data that the templates load instead of repeating it. */
final class Infrastructure {
    /** The maximum number of filter values of one event subscription ("Event Grid event schema and filters", limits). */
    private static final int VALUES_A_SUBSCRIPTION = 25;

    /** Writes one value per line, so that a diff shows each change by itself. */
    private static final ObjectWriter JSON = new ObjectMapper()
            .writer(new DefaultPrettyPrinter().withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

    private Infrastructure() {}

    static List<GeneratedFile> files() {
        return List.of(
                new GeneratedFile("infra/operations.json", json(operations())),
                new GeneratedFile("infra/roles.json", json(roles())));
    }

    /** A role for the permissions that Pull Responder always needs, and one for each capability that Azure roles grant. */
    private static List<Map<String, Object>> roles() {
        return Stream.concat(
                        Stream.of(role(
                                "core",
                                Permission.CORE_ROLE,
                                "What Pull Responder reads always.",
                                permissionsOf(Optional.empty()))),
                        Arrays.stream(Capability.values())
                                .map(assignment -> role(
                                        assignment.key(),
                                        assignment.role(),
                                        assignment.meaning(),
                                        permissionsOf(Optional.of(assignment)))))
                .filter(role -> !(role.get("actions").equals(List.of())
                        && role.get("dataActions").equals(List.of())))
                .toList();
    }

    private static List<Permission> permissionsOf(Optional<Capability> capability) {
        return Arrays.stream(Permission.values())
                .filter(actions -> actions.capability().equals(capability))
                .toList();
    }

    private static Map<String, Object> role(
            String capability, String name, String description, List<Permission> permissions) {
        var role = new LinkedHashMap<String, Object>();
        role.put("capability", capability);
        role.put("name", name);
        role.put("description", description);
        role.put(
                "actions",
                sorted(permissions.stream().map(permission -> permission.azure().actions())));
        role.put(
                "dataActions",
                sorted(permissions.stream().map(permission -> permission.azure().dataActions())));
        return role;
    }

    private static List<String> sorted(Stream<List<String>> actions) {
        return actions.flatMap(List::stream).distinct().sorted().toList();
    }

    private static Map<String, Object> operations() {
        var topics = new LinkedHashMap<String, Object>();
        topics.put("subscription", eventSubscriptions());
        topics.put("registry", names(EventGridTopic.REGISTRY).toList());
        topics.put("cluster", names(EventGridTopic.CLUSTER).toList());
        return topics;
    }

    /** The required number of event subscriptions. */
    private static List<Map<String, Object>> eventSubscriptions() {
        var operations = names(EventGridTopic.SUBSCRIPTION).toList();
        var parts = new ArrayList<Map<String, Object>>();
        for (var from = 0; from < operations.size(); from += VALUES_A_SUBSCRIPTION) {
            var part = operations.subList(from, Math.min(operations.size(), from + VALUES_A_SUBSCRIPTION));
            var filter = new LinkedHashMap<String, Object>();
            filter.put(
                    "eventTypes",
                    part.stream()
                            .map(name -> WatchedOperation.named(name)
                                    .map(WatchedOperation::eventType)
                                    .orElseThrow())
                            .distinct()
                            .sorted()
                            .toList());
            filter.put("operations", part);
            parts.add(filter);
        }
        return parts;
    }

    private static Stream<String> names(EventGridTopic topic) {
        return Arrays.stream(WatchedOperation.values())
                .filter(item -> item.topic() == topic)
                .map(WatchedOperation::operation);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps and lists are always JSON", e);
        }
    }
}
