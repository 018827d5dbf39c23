package io.github.pullresponder.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.queue.WatchedOperation.AffectedClusterSelection;
import io.github.pullresponder.queue.WatchedOperation.EventGridTopic;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedOperationTest {
    @Test
    void itIsFoundInAnyLetterCase() {
        assertThat(WatchedOperation.named("MICROSOFT.CONTAINERREGISTRY/REGISTRIES/REGENERATECREDENTIAL/ACTION"))
                .contains(WatchedOperation.REGENERATE_ADMIN_PASSWORD);
        assertThat(WatchedOperation.named("Microsoft.Compute/virtualMachines/restart/action"))
                .isEmpty();
    }

    @Test
    void everyOperationIsNamedOnceAndInTheFormOfAzure() {
        assertThat(WatchedOperation.values())
                .extracting(WatchedOperation::operation)
                .doesNotHaveDuplicates()
                .allMatch(
                        name -> name.matches("Microsoft\\.[A-Za-z]+(/[A-Za-z]+)+/(write|delete|action)|"
                                + "Microsoft\\.(ContainerRegistry|ContainerService)\\.[A-Za-z]+"),
                        "an operation or an event type");
    }

    @Test
    void everyOperationNamesTheSymptomsThatCanFollow() {
        assertThat(WatchedOperation.values())
                .allSatisfy(operation -> assertThat(operation.mayCause())
                        .isNotEmpty()
                        .doesNotContain(Symptom.NONE, Symptom.UNKNOWN, Symptom.BACK_OFF));
        assertThat(WatchedOperation.IMAGE_DELETED.mayCause()).containsExactly(Symptom.NOT_FOUND);
        assertThat(WatchedOperation.DELETE_PEERING.mayCause())
                .containsExactlyInAnyOrder(
                        Symptom.FORBIDDEN, Symptom.TIMEOUT, Symptom.CONNECTION_FAILED, Symptom.HOST_NOT_RESOLVED);
        assertThat(WatchedOperation.WRITE_REGISTRY.mayCause()).contains(Symptom.UNAUTHORIZED, Symptom.FORBIDDEN);
    }

    /** A change of a hub, of DNS, of rules or of addresses affects the connections of nodes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Microsoft.Network/dnsForwardingRulesets/forwardingRules/write",
                "Microsoft.Network/dnsForwardingRulesets/forwardingRules/delete",
                "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks/write",
                "Microsoft.Network/dnsForwardingRulesets/virtualNetworkLinks/delete",
                "Microsoft.Network/privateEndpoints/privateDnsZoneGroups/write",
                "Microsoft.Network/privateEndpoints/privateDnsZoneGroups/delete",
                "Microsoft.Network/azureFirewalls/delete",
                "Microsoft.Network/ipGroups/write",
                "Microsoft.Network/natGateways/write",
                "Microsoft.Network/publicIPAddresses/write"
            })
    void aChangeOnTheNetworkPathIsWatched(String operation) {
        assertThat(WatchedOperation.named(operation))
                .hasValueSatisfying(watched -> assertThat(watched.mayCause())
                        .containsExactlyInAnyOrder(
                                Symptom.FORBIDDEN,
                                Symptom.TIMEOUT,
                                Symptom.CONNECTION_FAILED,
                                Symptom.HOST_NOT_RESOLVED));
    }

    @Test
    void theEventTypeFollowsFromTheVerb() {
        assertThat(WatchedOperation.DELETE_ROLE_ASSIGNMENT.eventType())
                .isEqualTo("Microsoft.Resources.ResourceDeleteSuccess");
        assertThat(WatchedOperation.WRITE_SCALE_SET.eventType()).isEqualTo("Microsoft.Resources.ResourceWriteSuccess");
        assertThat(WatchedOperation.REGENERATE_ADMIN_PASSWORD.eventType())
                .isEqualTo("Microsoft.Resources.ResourceActionSuccess");
        assertThat(WatchedOperation.NODE_POOL_ROLLING_STARTED.eventType())
                .isEqualTo("Microsoft.ContainerService.NodePoolRollingStarted");
    }

    @Test
    void theAffectedPartMatchesTheChangedResource() {
        assertThat(Arrays.stream(WatchedOperation.values())
                        .filter(operation -> operation.topic() == EventGridTopic.SUBSCRIPTION)
                        .filter(watched -> watched.operation().startsWith("Microsoft.Network/")))
                .extracting(WatchedOperation::concerns)
                .containsOnly(AffectedClusterSelection.NETWORK);
        assertThat(WatchedOperation.IMAGE_DELETED.topic()).isEqualTo(EventGridTopic.REGISTRY);
        assertThat(WatchedOperation.NODE_POOL_ROLLING_FAILED.topic()).isEqualTo(EventGridTopic.CLUSTER);
        assertThat(WatchedOperation.WRITE_CLUSTER.topic()).isEqualTo(EventGridTopic.SUBSCRIPTION);
    }
}
