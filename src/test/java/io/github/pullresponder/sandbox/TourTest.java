package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.Cause;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks the order of the tour: the causes of the troubleshooting guide in its order, and then all others. */
@Tag("scenario")
class TourTest {
    /** The causes in the order of "Fail to pull images from Azure Container Registry to an Azure Kubernetes Service cluster". */
    private static final List<Cause> GUIDE = List.of(
            Cause.PULL_ROLE_MISSING,
            Cause.CLUSTER_SECRET_EXPIRED,
            Cause.CLUSTER_PRINCIPAL_GONE,
            Cause.PULL_ROLE_ON_ANOTHER_IDENTITY,
            Cause.KUBELET_IDENTITY_NOT_ON_NODES,
            Cause.PULL_SECRET_PRINCIPAL_EXPIRED,
            Cause.PULL_SECRET_PRINCIPAL_HAS_NO_ROLE,
            Cause.PULL_SECRET_PASSWORD_STALE,
            Cause.ADMIN_USER_DISABLED,
            Cause.IMAGE_ARCHITECTURE_MISMATCH,
            Cause.LOGIN_SERVER_MISSPELLED,
            Cause.REGISTRY_NOT_FOUND,
            Cause.REPOSITORY_NOT_FOUND,
            Cause.TAG_NOT_FOUND,
            Cause.INVALID_IMAGE_REFERENCE,
            Cause.PRIVATE_DNS_ZONE_NOT_LINKED,
            Cause.EGRESS_IP_NOT_ALLOWED,
            Cause.PUBLIC_ACCESS_DISABLED,
            Cause.VNET_NOT_PEERED,
            Cause.VNET_PEERING_DISCONNECTED,
            Cause.FIREWALL_BLOCKS_REGISTRY,
            Cause.IMAGE_OS_MISMATCH,
            Cause.NODE_PULL_LIMIT_EXCEEDED);

    /** The number of estates with alerts, events and timers at the start of the tour. */
    private static final int TRIGGERS_FIRST = 9;

    /** Causes that are always advisories. */
    private static final Set<Cause> ADVICE =
            EnumSet.of(Cause.PULL_ROLE_NOT_YET_EFFECTIVE, Cause.CREDENTIAL_CACHED_BY_KUBELET);

    @Test
    void itBeginsWithTriggersThatNeedNoRequest() {
        assertThat(BundledEstates.tour().stream().limit(TRIGGERS_FIRST).map(TourTest::functions))
                .allSatisfy(functions -> assertThat(functions).doesNotContain("Diagnose"))
                .flatMap(functions -> functions)
                .contains("PullAlert", "AzureEvent", "PullFailureWatch");
    }

    @Test
    void thenComeTheCausesOfTheGuideInTheGuidesOrder() {
        var shown = BundledEstates.tour().stream()
                .skip(TRIGGERS_FIRST)
                .map(TourTest::expected)
                .toList();
        assertThat(shown)
                .startsWith(GUIDE.stream().map(cause -> Set.of(cause.name())).toArray(Set[]::new));
    }

    @Test
    void itShowsEveryCause() {
        var shown = BundledEstates.tour().stream()
                .flatMap(estate -> expected(estate).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown)
                .as("causes of the tour: each needs an estate whose expected.json names this cause and no other")
                .containsExactlyElementsOf(new TreeSet<>(Arrays.stream(Cause.values())
                        .filter(cause -> !ADVICE.contains(cause))
                        .map(Cause::name)
                        .toList()));
    }

    private static Set<String> functions(Path folder) {
        return BundledEstates.load(folder).triggers().stream()
                .map(trigger -> trigger.function())
                .collect(Collectors.toSet());
    }

    private static Set<String> expected(Path folder) {
        return BundledEstates.load(folder).expected().values().stream()
                .flatMap(expected -> Stream.concat(
                        expected.causes().stream(), expected.likely().stream().flatMap(Set::stream)))
                .collect(Collectors.toSet());
    }
}
