package io.github.pullresponder.identity;

import static io.github.pullresponder.identity.PullAccess.GrantEffect.CONDITION_UNCLEAR;
import static io.github.pullresponder.identity.PullAccess.GrantEffect.GRANTS;
import static io.github.pullresponder.identity.PullAccess.GrantEffect.NONE;
import static io.github.pullresponder.identity.PullAccess.GrantEffect.NOT_YET_EFFECTIVE;
import static io.github.pullresponder.identity.PullAccess.GrantEffect.OTHER_MODE_ONLY;
import static io.github.pullresponder.identity.PullAccess.GrantEffect.REPOSITORY_EXCLUDED;
import static io.github.pullresponder.identity.PullAccess.GrantEffect.ROLE_UNKNOWN;
import static io.github.pullresponder.registry.RoleAssignmentMode.ABAC;
import static io.github.pullresponder.registry.RoleAssignmentMode.LEGACY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.identity.PullAccess.GrantEffect;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryNetwork;
import io.github.pullresponder.registry.RegistryProperties;
import io.github.pullresponder.registry.RoleAssignmentMode;
import io.github.pullresponder.resource.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PullAccessTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2025-06-01T08:00:00Z");
    private static final String SUBSCRIPTION = "/subscriptions/8d7c";
    private static final String GROUP = SUBSCRIPTION + "/resourceGroups/rg-registry";
    private static final String REGISTRY = GROUP + "/providers/Microsoft.ContainerRegistry/registries/shop";
    private static final String KUBELET = "kubelet-object-id";
    private static final String PULL = PullAccess.PULL_ACTION;
    private static final String CONTENT = PullAccess.CONTENT_READ_DATA_ACTION;
    private static final String NAME = "@Request[Microsoft.ContainerRegistry/registries/repositories:name]";

    /** One role assignment in one registry, and its effect on a pull of shop/web. */
    record Row(
            String name,
            RoleAssignmentMode mode,
            RoleDefinition role,
            String scope,
            String condition,
            String holder,
            Instant changed,
            GrantEffect effect) {
        @Override
        public String toString() {
            return name + " -> " + effect;
        }

        Row at(String otherScope) {
            return new Row(name, mode, role, otherScope, condition, holder, changed, effect);
        }

        Row onlyIf(String otherCondition) {
            return new Row(name, mode, role, scope, otherCondition, holder, changed, effect);
        }

        Row heldBy(String other) {
            return new Row(name, mode, role, scope, condition, other, changed, effect);
        }

        Row changed(Duration ago) {
            return new Row(name, mode, role, scope, condition, holder, NOW.minus(ago), effect);
        }
    }

    static Stream<Row> rows() {
        var acrPull = actions(PULL);
        var repositoryReader = dataActions(CONTENT);
        return Stream.of(
                row("AcrPull", LEGACY, acrPull, GRANTS),
                row("AcrPull at the resource group", LEGACY, acrPull, GRANTS).at(GROUP),
                row("AcrPull at the subscription", LEGACY, acrPull, GRANTS).at(SUBSCRIPTION),
                row("AcrPull at a management group above", LEGACY, acrPull, GRANTS)
                        .at("/"),
                row("Reader: */read", LEGACY, actions("*/read"), GRANTS),
                row("Contributor: * but not Authorization", LEGACY, contributor(), GRANTS),
                row("custom role with a wildcard", LEGACY, actions("Microsoft.ContainerRegistry/registries/*"), GRANTS),
                row("custom role in another case", LEGACY, actions(PULL.toUpperCase(java.util.Locale.ROOT)), GRANTS),
                row(
                        "custom role: everything but pulling",
                        LEGACY,
                        blocks(new RoleDefinition.Permissions(List.of("*"), List.of(PULL), List.of(), List.of())),
                        NONE),
                row(
                        "custom role: one block takes away, another gives",
                        LEGACY,
                        blocks(
                                new RoleDefinition.Permissions(List.of("*"), List.of("*/read"), List.of(), List.of()),
                                new RoleDefinition.Permissions(List.of(PULL), List.of(), List.of(), List.of())),
                        GRANTS),
                row(
                        "custom role: registries/read is not pulling",
                        LEGACY,
                        actions("Microsoft.ContainerRegistry/registries/read"),
                        NONE),
                row("AcrPush without pull", LEGACY, actions("Microsoft.ContainerRegistry/registries/push/write"), NONE),
                row("Repository Reader in legacy mode", LEGACY, repositoryReader, OTHER_MODE_ONLY),
                row("AcrPull in ABAC mode", ABAC, acrPull, OTHER_MODE_ONLY),
                row("Owner in ABAC mode", ABAC, actions("*"), OTHER_MODE_ONLY),
                row("Repository Reader in ABAC mode", ABAC, repositoryReader, GRANTS),
                row(
                        "custom data action wildcard in ABAC mode",
                        ABAC,
                        dataActions("Microsoft.ContainerRegistry/registries/repositories/*"),
                        GRANTS),
                row(
                        "custom role: notDataActions in ABAC mode",
                        ABAC,
                        blocks(new RoleDefinition.Permissions(List.of(), List.of(), List.of("*"), List.of(CONTENT))),
                        NONE),
                row("ABAC, this repository", ABAC, repositoryReader, GRANTS)
                        .onlyIf(NAME + " StringEqualsIgnoreCase 'shop/web'"),
                row("ABAC, another repository", ABAC, repositoryReader, REPOSITORY_EXCLUDED)
                        .onlyIf(NAME + " StringEqualsIgnoreCase 'stock'"),
                row("ABAC, its prefix", ABAC, repositoryReader, GRANTS)
                        .onlyIf(NAME + " StringStartsWithIgnoreCase 'shop/'"),
                row("ABAC, another prefix", ABAC, repositoryReader, REPOSITORY_EXCLUDED)
                        .onlyIf(NAME + " StringStartsWithIgnoreCase 'web/'"),
                row("ABAC, another form", ABAC, repositoryReader, CONDITION_UNCLEAR)
                        .onlyIf(NAME + " StringLike 'shop/*'"),
                row("through a group", LEGACY, acrPull, GRANTS).heldBy("a-group"),
                row("9 minutes old", LEGACY, acrPull, NOT_YET_EFFECTIVE).changed(Duration.ofMinutes(9)),
                row("10 minutes old", LEGACY, acrPull, GRANTS).changed(Duration.ofMinutes(10)),
                row("23 hours old through a group", LEGACY, acrPull, NOT_YET_EFFECTIVE)
                        .heldBy("a-group")
                        .changed(Duration.ofHours(23)),
                row("24 hours old through a group", LEGACY, acrPull, GRANTS)
                        .heldBy("a-group")
                        .changed(Duration.ofHours(24)),
                row("new, but for something else", LEGACY, actions("x/read"), NONE)
                        .changed(Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theEffectOfAnAssignmentDependsOnRoleScopeConditionAndAge(Row row) {
        var access = PullAccess.of(
                KUBELET, List.of(assignment(row)), List.of(row.role()), registry(row.mode()), "shop/web", NOW);
        assertThat(access.grants())
                .extracting(PullAccess.EvaluatedAssignment::effect)
                .containsExactly(row.effect());
        assertThat(access.permitsPull()).isEqualTo(row.effect() == GRANTS);
    }

    @Test
    void anAssignmentBelowOrNextToTheRegistryDoesNotCount() {
        var below = assignment(row("below", LEGACY, actions(PULL), GRANTS).at(REGISTRY + "/tokens/ci"));
        var nextTo = assignment(row("beside", LEGACY, actions(PULL), GRANTS).at(REGISTRY + "2"));
        var access = PullAccess.of(
                KUBELET, List.of(below, nextTo), List.of(actions(PULL)), registry(LEGACY), "shop/web", NOW);
        assertThat(access.grants()).isEmpty();
        assertThat(access.permitsPull()).isFalse();
    }

    @Test
    void aRoleWhoseDefinitionIsNotReadableIsUnknown() {
        var access = PullAccess.of(
                KUBELET,
                List.of(assignment(row("any", LEGACY, actions(PULL), GRANTS))),
                List.of(),
                registry(LEGACY),
                "shop/web",
                NOW);
        assertThat(access.grants())
                .extracting(PullAccess.EvaluatedAssignment::effect)
                .containsExactly(ROLE_UNKNOWN);
    }

    @Test
    void anAssignmentWithoutAgeIsOld() {
        var old = assignment(row("old", LEGACY, actions(PULL), GRANTS));
        var undated = new RoleAssignment(
                old.id(), old.scope(), old.principalId(), "User", old.roleGuid(), Optional.empty(), Optional.empty());
        var access =
                PullAccess.of(KUBELET, List.of(undated), List.of(actions(PULL)), registry(LEGACY), "shop/web", NOW);
        assertThat(access.permitsPull()).isTrue();
    }

    private static Row row(String name, RoleAssignmentMode mode, RoleDefinition role, GrantEffect effect) {
        return new Row(name, mode, role, REGISTRY, "", KUBELET, LONG_AGO, effect);
    }

    private static RoleAssignment assignment(Row row) {
        return new RoleAssignment(
                ResourceId.parse("/x/providers/Microsoft.Authorization/roleAssignments/1"),
                ResourceId.parse(row.scope()),
                row.holder(),
                "ServicePrincipal",
                "A-ROLE",
                Optional.of(row.condition()).filter(condition -> !condition.isEmpty()),
                Optional.of(row.changed()));
    }

    private static Registry registry(RoleAssignmentMode mode) {
        return new Registry(
                ResourceId.parse(REGISTRY),
                "shop.azurecr.io",
                mode,
                false,
                false,
                true,
                RegistryNetwork.OPEN,
                new RegistryProperties("westeurope", "Premium", "Succeeded", false, Optional.empty()));
    }

    private static RoleDefinition contributor() {
        return blocks(new RoleDefinition.Permissions(
                List.of("*"), List.of("Microsoft.Authorization/*/Write"), List.of(), List.of()));
    }

    private static RoleDefinition actions(String... actions) {
        return blocks(new RoleDefinition.Permissions(List.of(actions), List.of(), List.of(), List.of()));
    }

    private static RoleDefinition dataActions(String... actions) {
        return blocks(new RoleDefinition.Permissions(List.of(), List.of(), List.of(actions), List.of()));
    }

    private static RoleDefinition blocks(RoleDefinition.Permissions... blocks) {
        return new RoleDefinition("a-role", "a role", List.of(blocks));
    }
}
