package io.github.pullresponder.evidence.azure;

import static io.github.pullresponder.evidence.SdkValues.orNone;

import com.azure.core.http.HttpPipeline;
import com.azure.core.util.Context;
import com.azure.resourcemanager.authorization.fluent.AuthorizationManagementClient;
import com.azure.resourcemanager.authorization.fluent.models.PermissionInner;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.authorization.fluent.models.RoleDefinitionInner;
import com.azure.resourcemanager.authorization.implementation.AuthorizationManagementClientBuilder;
import io.github.pullresponder.evidence.AccessControl;
import io.github.pullresponder.identity.RoleAssignment;
import io.github.pullresponder.identity.RoleDefinition;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RequestCounter;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Role assignments and definitions, read from Azure Resource Manager. */
public final class ArmAccessControl implements AccessControl {
    private final AzureConnection azure;
    private final HttpPipeline pipeline;
    private final AuthorizationManagementClient authorization;

    public ArmAccessControl(AzureConnection azure, RequestCounter tally) {
        this.azure = azure;
        this.pipeline = azure.armPipeline(tally);
        this.authorization = new AuthorizationManagementClientBuilder()
                .pipeline(pipeline)
                .endpoint(azure.environment().getResourceManagerEndpoint())
                .buildClient();
    }

    /** "Subscriptions - List": ARM lists those in which the caller holds a role, at whatever scope. */
    @Override
    public List<String> visibleSubscriptions() {
        return azure.read(
                "the list of subscriptions",
                Permission.FIND_REGISTRIES,
                () -> new ArmPages(pipeline)
                        .from(ArmAddress.of(azure, "/subscriptions", "2022-12-01"))
                        .flatMap(page -> page)
                        .map(subscription ->
                                subscription.required("subscriptionId").asText())
                        .toList());
    }

    @Override
    public List<RoleAssignment> assignedTo(String principalId, ResourceId scope) {
        return assignments(scope, "assignedTo('" + principalId.replace("'", "''") + "')");
    }

    @Override
    public List<RoleAssignment> at(ResourceId scope) {
        return assignments(scope, "atScope()");
    }

    @Override
    public List<RoleDefinition> definitionsAt(ResourceId scope) {
        return azure.read(
                "role definitions at " + scope.name(),
                Permission.READ_ROLE_DEFINITIONS,
                () -> authorization.getRoleDefinitions().list(relative(scope), null, Context.NONE).stream()
                        .map(ArmAccessControl::asDefinition)
                        .toList());
    }

    @Override
    public Optional<RoleDefinition> definition(ResourceId scope, String guid) {
        return azure.find(
                "role " + guid,
                Permission.READ_ROLE_DEFINITIONS,
                () -> asDefinition(authorization
                        .getRoleDefinitions()
                        .getWithResponse(relative(scope), guid, Context.NONE)
                        .getValue()));
    }

    private List<RoleAssignment> assignments(ResourceId scope, String filter) {
        return azure.read(
                "role assignments at " + scope.name(),
                Permission.READ_ROLE_ASSIGNMENTS,
                () ->
                        authorization
                                .getRoleAssignments()
                                .listForScope(relative(scope), filter, null, null, Context.NONE)
                                .stream()
                                .map(ArmAccessControl::asAssignment)
                                .toList());
    }

    private static String relative(ResourceId scope) {
        return scope.toString().substring(1);
    }

    private static RoleAssignment asAssignment(RoleAssignmentInner assignment) {
        return new RoleAssignment(
                ResourceId.parse(assignment.id()),
                ResourceId.parse(assignment.scope()),
                assignment.principalId(),
                assignment.principalType() == null
                        ? "Unknown"
                        : assignment.principalType().toString(),
                ResourceId.parse(assignment.roleDefinitionId()).name(),
                Optional.ofNullable(assignment.condition()).filter(condition -> !condition.isBlank()),
                lastChange(assignment));
    }

    private static Optional<Instant> lastChange(RoleAssignmentInner assignment) {
        return Stream.of(Optional.ofNullable(assignment.createdOn()), Optional.ofNullable(assignment.updatedOn()))
                .flatMap(Optional::stream)
                .map(OffsetDateTime::toInstant)
                .max(Instant::compareTo);
    }

    private static RoleDefinition asDefinition(RoleDefinitionInner role) {
        return new RoleDefinition(
                role.name(),
                role.roleName(),
                role.permissions().stream().map(ArmAccessControl::asPermissions).toList());
    }

    private static RoleDefinition.Permissions asPermissions(PermissionInner permission) {
        return new RoleDefinition.Permissions(
                orNone(permission.actions()),
                orNone(permission.notActions()),
                orNone(permission.dataActions()),
                orNone(permission.notDataActions()));
    }
}
