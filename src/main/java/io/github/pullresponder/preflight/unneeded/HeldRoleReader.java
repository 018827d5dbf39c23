package io.github.pullresponder.preflight.unneeded;

import io.github.pullresponder.evidence.AccessControl;
import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.identity.RoleDefinition;
import io.github.pullresponder.read.ConcurrentReads;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads every role that is assigned to the identity at, above and below the subscriptions that it can list. */
final class HeldRoleReader {
    /** More would take longer than the preflight's time. */
    private static final int MOST_SUBSCRIPTIONS = 20;

    private static final int MOST_ROLES = 40;

    private final AccessControl access;
    private final ReadExecutor reads;
    private final List<String> notChecked = new ArrayList<>();

    HeldRoleReader(AccessControl access, ReadExecutor reads) {
        this.access = access;
        this.reads = reads;
    }

    /** Reads the roles; unreadable ones are in {@link #notChecked()}. */
    List<HeldRole> read(String objectId) {
        var found = assignments(objectId);
        var definitions = definitions(found);
        var held = new ArrayList<HeldRole>();
        for (var one : found.values()) {
            Optional.ofNullable(definitions.get(key(one.assignment())))
                    .ifPresent(role -> held.add(new HeldRole(one.assignment(), role)));
        }
        return List.copyOf(held);
    }

    /** The roles and lists that could not be read, with the reasons. */
    List<String> notChecked() {
        return List.copyOf(notChecked);
    }

    /** @param seenFrom the subscription that listed it; its scope may be above that */
    private record ListedAssignment(RoleAssignment assignment, ResourceId seenFrom) {}

    /** The assignments by id, because one above subscriptions is listed by each of them. */
    private Map<ResourceId, ListedAssignment> assignments(String objectId) {
        var found = new LinkedHashMap<ResourceId, ListedAssignment>();
        var subscriptions = limit(subscriptions(), MOST_SUBSCRIPTIONS, "subscriptions");
        ConcurrentReads.withoutEnd()
                .ask(
                        subscriptions,
                        scope -> reads.start(
                                "role assignments of " + scope.name(), () -> access.assignedTo(objectId, scope)))
                .forEach((scope, result) -> {
                    noteIfUnread("role assignments of subscription " + scope.name(), result);
                    result.orElse(List.of())
                            .forEach(assignment ->
                                    found.putIfAbsent(assignment.id(), new ListedAssignment(assignment, scope)));
                });
        return found;
    }

    private List<ResourceId> subscriptions() {
        var result = reads.start("subscriptions", access::visibleSubscriptions).result();
        noteIfUnread("the list of subscriptions", result);
        if (result.optional().filter(List::isEmpty).isPresent()) {
            notChecked.add("role assignments: no subscription is visible");
        }
        return result.orElse(List.of()).stream()
                .map(id -> ResourceId.parse("/subscriptions/" + id))
                .toList();
    }

    /** The role definitions, each read once: a built-in one has the same id in every subscription. */
    private Map<String, RoleDefinition> definitions(Map<ResourceId, ListedAssignment> assignments) {
        var wanted = new LinkedHashMap<String, ListedAssignment>();
        assignments.values().forEach(found -> wanted.putIfAbsent(key(found.assignment()), found));
        var definitions = new LinkedHashMap<String, RoleDefinition>();
        ConcurrentReads.withoutEnd()
                .ask(
                        limit(List.copyOf(wanted.values()), MOST_ROLES, "roles"),
                        one -> reads.start("role " + key(one.assignment()), () -> definition(one)))
                .forEach((one, result) -> {
                    var assignment = one.assignment();
                    noteIfUnread("role %s at %s".formatted(assignment.roleGuid(), assignment.scope()), result);
                    result.optional().ifPresent(role -> definitions.put(key(assignment), role));
                });
        return definitions;
    }

    private RoleDefinition definition(ListedAssignment one) {
        var guid = one.assignment().roleGuid();
        return access.definition(one.seenFrom(), guid)
                .orElseThrow(() -> EvidenceUnavailableException.because(
                        EvidenceUnavailableException.UnavailabilityReason.NOT_FOUND, "role " + guid));
    }

    private static String key(RoleAssignment assignment) {
        return assignment.roleGuid().toLowerCase(Locale.ROOT);
    }

    private <T> List<T> limit(List<T> all, int most, String what) {
        if (all.size() <= most) {
            return all;
        }
        notChecked.add("%d of %d %s".formatted(all.size() - most, all.size(), what));
        return all.subList(0, most);
    }

    private void noteIfUnread(String what, ReadResult<?> result) {
        result.why()
                .ifPresent(why -> notChecked.add(why.needs()
                        .map(permission -> "%s: forbidden, needs %s there".formatted(what, permission.action()))
                        .orElseGet(why::getMessage)));
    }
}
