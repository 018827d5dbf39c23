package io.github.pullresponder.evidence.azure;

import static io.github.pullresponder.evidence.SdkValueConverter.orNone;

import com.azure.core.http.HttpPipeline;
import com.azure.core.util.Context;
import com.azure.resourcemanager.authorization.fluent.AuthorizationManagementClient;
import com.azure.resourcemanager.authorization.fluent.models.PermissionInner;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.authorization.fluent.models.RoleDefinitionInner;
import com.azure.resourcemanager.authorization.implementation.AuthorizationManagementClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.pullresponder.evidence.AccessControl;
import io.github.pullresponder.identity.DenyAssignment;
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
import java.util.stream.StreamSupport;

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

    /** Source: "Subscriptions - List": ARM lists the subscriptions in which the caller has a role at any scope. */
    @Override
    public List<String> visibleSubscriptions() {
        return azure.read(
                "the list of subscriptions",
                Permission.FIND_REGISTRIES,
                () -> new ArmPages(pipeline)
                        .from(ArmUrlBuilder.of(azure, "/subscriptions", "2022-12-01"))
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

    /** Over plain HTTP. Source: "Deny Assignments - List For Scope", 2022-04-01. */
    @Override
    public List<DenyAssignment> denyAssignmentsAt(ResourceId scope) {
        var address =
                ArmUrlBuilder.of(azure, scope + "/providers/Microsoft.Authorization/denyAssignments", "2022-04-01");
        return azure.read(
                "deny assignments at " + scope.name(),
                Permission.READ_DENY_ASSIGNMENTS,
                () -> new ArmPages(pipeline)
                        .from(address + "&$filter=atScope()")
                        .flatMap(page -> page)
                        .map(ArmAccessControl::asDenyAssignment)
                        .toList());
    }

    private static DenyAssignment asDenyAssignment(JsonNode assignment) {
        var properties = assignment.required("properties");
        return new DenyAssignment(
                ResourceId.parse(assignment.required("id").asText()),
                properties
                        .path("denyAssignmentName")
                        .asText(assignment.path("name").asText()),
                ResourceId.parse(properties.required("scope").asText()),
                !properties.path("doNotApplyToChildScopes").asBoolean(false),
                members(properties.path("principals")),
                members(properties.path("excludePrincipals")),
                StreamSupport.stream(properties.path("permissions").spliterator(), false)
                        .map(permission -> new RoleDefinition.Permissions(
                                texts(permission.path("actions")),
                                texts(permission.path("notActions")),
                                texts(permission.path("dataActions")),
                                texts(permission.path("notDataActions"))))
                        .toList(),
                Optional.ofNullable(properties.path("condition").textValue())
                        .filter(condition -> !condition.isBlank()));
    }

    private static List<DenyAssignment.DenyAssignmentPrincipal> members(JsonNode principals) {
        return StreamSupport.stream(principals.spliterator(), false)
                .map(principal -> new DenyAssignment.DenyAssignmentPrincipal(
                        principal.required("id").asText(),
                        principal.path("type").asText("")))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
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
