package io.github.pullresponder.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceIdTest {
    private static final String REGISTRY =
            "/subscriptions/8d7c/resourceGroups/rg-registry/providers/Microsoft.ContainerRegistry/registries/shop";

    @Test
    void idsCompareIgnoringCase() {
        assertThat(ResourceId.parse(REGISTRY))
                .isEqualTo(ResourceId.parse(REGISTRY.replace("resourceGroups", "resourcegroups")))
                .hasSameHashCodeAs(ResourceId.parse(REGISTRY.toUpperCase(java.util.Locale.ROOT)));
    }

    @Test
    void partsAreReadRegardlessOfTheirCase() {
        var id = ResourceId.parse(REGISTRY.replace("resourceGroups", "RESOURCEGROUPS"));
        assertThat(id.subscription()).isEqualTo("8d7c");
        assertThat(id.resourceGroup()).isEqualTo("rg-registry");
        assertThat(id.name()).isEqualTo("shop");
        assertThat(id.isOfType("microsoft.containerregistry/registries")).isTrue();
        assertThat(id.isOfType("Microsoft.ContainerService/managedClusters")).isFalse();
    }

    @Test
    void anExtensionResourceHasTheTypeOfItsLastProvider() {
        var assignment = ResourceId.parse(REGISTRY + "/providers/Microsoft.Authorization/roleAssignments/9f1c");
        assertThat(assignment.isOfType("Microsoft.Authorization/roleAssignments"))
                .isTrue();
    }

    @Test
    void aResourceIsWithinItselfAndEveryScopeAboveIt() {
        var id = ResourceId.parse(REGISTRY);
        assertThat(id.isWithin(ResourceId.parse("/"))).isTrue();
        assertThat(id.isWithin(ResourceId.parse("/subscriptions/8D7C"))).isTrue();
        assertThat(id.isWithin(ResourceId.parse("/subscriptions/8d7c/resourcegroups/RG-registry")))
                .isTrue();
        assertThat(id.isWithin(id)).isTrue();
    }

    @Test
    void aResourceIsNotWithinANeighbourWhoseNameItStartsWith() {
        var id = ResourceId.parse(REGISTRY + "2");
        assertThat(id.isWithin(ResourceId.parse(REGISTRY))).isFalse();
        assertThat(ResourceId.parse(REGISTRY).isWithin(id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "aks-shop", "/subscriptions//x", "/subscriptions/a/../b", "/subscriptions/a?b", "//x"})
    void anInvalidIdIsRejected(String text) {
        assertThatThrownBy(() -> ResourceId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
