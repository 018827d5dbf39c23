package io.github.pullresponder.sandbox.estate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArmIdTest {
    private static final String SUBNET =
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes";

    @Test
    void partsAreRead() {
        ArmId id = ArmId.parse(SUBNET).orElseThrow();

        assertThat(id.subscription()).contains("s");
        assertThat(id.resourceGroup()).contains("rg");
        assertThat(id.type()).isEqualTo("Microsoft.Network/virtualNetworks/subnets");
        assertThat(id.name()).isEqualTo("nodes");
        assertThat(id.parent().name()).isEqualTo("vnet");
        assertThat(id.parent().parent().text()).isEqualTo("/subscriptions/s/resourceGroups/rg");
    }

    @Test
    void anExtensionIsInTheResourceItExtends() {
        ArmId assignment = ArmId.parse(SUBNET + "/providers/Microsoft.Authorization/roleAssignments/a")
                .orElseThrow();

        assertThat(assignment.type()).isEqualTo("Microsoft.Authorization/roleAssignments");
        assertThat(assignment.parent().text()).isEqualTo(SUBNET);
    }

    @Test
    void idsCompareIgnoringCase() {
        assertThat(ArmId.parse("/subscriptions/S/resourcegroups/RG"))
                .isEqualTo(ArmId.parse("/subscriptions/s/resourceGroups/rg"));
    }

    @Test
    void aScopeCoversIdsBelowItButNotIdsWithTheSamePrefix() {
        ArmId group = ArmId.parse("/subscriptions/s/resourceGroups/rg").orElseThrow();

        assertThat(group.covers(ArmId.parse(SUBNET).orElseThrow())).isTrue();
        assertThat(group.covers(
                        ArmId.parse("/subscriptions/s/resourceGroups/rg2").orElseThrow()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "subscriptions/s",
                "/subscriptions",
                "/subscriptions/s/providers/Microsoft.Network",
                "/a/b",
                "//"
            })
    void otherTextsAreNoIds(String text) {
        assertThat(ArmId.parse(text)).isEmpty();
    }
}
