package io.github.pullresponder.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.sandbox.estate.ArmId;
import io.github.pullresponder.sandbox.estate.Directory;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Role assignments as the list operations return them. Source: REST reference, "Role Assignments - List For Scope", and
 * "List Azure role assignments using the REST API".
 */
public final class RoleAssignments {
    static final String TYPE = "Microsoft.Authorization/roleAssignments";

    private static final Pattern FILTER = Pattern.compile("atScope\\(\\)|assignedTo\\('(?<assignee>[^']*)'\\)|");

    private final ArmInventory inventory;
    private final Directory directory;

    public RoleAssignments(ArmInventory inventory, Directory directory) {
        this.inventory = inventory;
        this.directory = directory;
    }

    /** The role assignments that a {@code $filter} selects at a scope; empty if the filter has an unsupported form. */
    Optional<List<ObjectNode>> at(ArmId scope, String filter) {
        Matcher matcher = FILTER.matcher(filter);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean below = !filter.equals("atScope()");
        Predicate<ObjectNode> inScope =
                assignment -> appliesAt(assignment, scope) || below && isBelow(assignment, scope);
        Predicate<ObjectNode> toPrincipal = Optional.ofNullable(matcher.group("assignee"))
                .map(this::withGroups)
                .map(RoleAssignments::toAnyOf)
                .orElse(any -> true);
        return Optional.of(all().filter(inScope.and(toPrincipal)).toList());
    }

    /**
     * All role assignments of a principal at a scope: made there or above, to the principal or to one of its groups.
     */
    public List<ObjectNode> effective(ArmId scope, String principalId) {
        return all().filter(assignment -> appliesAt(assignment, scope))
                .filter(toAnyOf(withGroups(principalId)))
                .toList();
    }

    private Stream<ObjectNode> all() {
        return inventory.ofType(TYPE).stream().map(ArmInventory.Entry::body);
    }

    private Set<String> withGroups(String principalId) {
        return Stream.concat(
                        Stream.of(principalId),
                        directory.allGroupsOf(principalId).stream()
                                .map(group -> group.path("id").asText()))
                .map(RoleAssignments::lower)
                .collect(Collectors.toSet());
    }

    private static Predicate<ObjectNode> toAnyOf(Set<String> principals) {
        return assignment -> principals.contains(
                lower(assignment.at("/properties/principalId").asText()));
    }

    /** Management groups are not part of an estate: a role assignment at one, or at the root, applies everywhere. */
    static boolean appliesAt(ObjectNode assignment, ArmId scope) {
        ArmId assignedAt = scopeOf(assignment);
        boolean aboveSubscriptions = assignedAt.subscription().isEmpty();
        return aboveSubscriptions || assignedAt.covers(scope);
    }

    private static boolean isBelow(ObjectNode assignment, ArmId scope) {
        return scope.covers(scopeOf(assignment));
    }

    private static ArmId scopeOf(ObjectNode assignment) {
        return Json.textAt(assignment, "/properties/scope")
                .flatMap(ArmId::parse)
                .or(() -> Json.text(assignment, "id").flatMap(ArmId::parse).map(ArmId::parent))
                .orElseThrow();
    }

    private static String lower(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
