package io.github.pullresponder.intake.input;

import static io.github.pullresponder.intake.Payloads.IMAGE;
import static io.github.pullresponder.intake.Payloads.notFound;
import static io.github.pullresponder.intake.Payloads.unauthorized;
import static io.github.pullresponder.intake.logwatch.LogsInMemory.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.cluster.LoggedPullFailure;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.intake.Payloads;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import io.github.pullresponder.resource.ResourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FailureGroupTest {
    private static final String BACK_OFF = "Failed to pull image \"" + IMAGE + "\"";

    private static List<FailureGroup> groups(LoggedPullFailure... rows) {
        return FailureGroup.of(Arrays.stream(rows).map(PodWithFailedPull::of).toList());
    }

    private static PullFailed item(FailureGroup group) {
        var origin = new OriginEvent(new Trigger(TriggerType.TIMER, "test"), "c", Instant.EPOCH);
        return group.asItem("1", origin, Optional.empty());
    }

    @Test
    void tagsOfOneRepositoryAreOneFailure() {
        var newer = IMAGE.replace("2.3.1", "2.3.2");

        var groups = groups(
                row("cart-1", unauthorized(IMAGE), "2026-11-22T09:57:00Z"),
                row("cart-2", unauthorized(newer), "2026-11-22T09:58:00Z"));

        assertThat(groups).hasSize(1);
        assertThat(item(groups.get(0)).failure().image()).contains(newer);
        assertThat(item(groups.get(0)).podCount()).isEqualTo(2);
    }

    @Test
    void repositoriesSymptomsAndClustersAreFailuresOfTheirOwn() {
        var elsewhere = ResourceId.parse(Payloads.CLUSTER + "-2");

        assertThat(groups(
                        row("a", unauthorized(IMAGE), "2026-11-22T09:57:00Z"),
                        row("b", notFound(IMAGE), "2026-11-22T09:57:01Z"),
                        row("c", unauthorized("fabrikam.azurecr.io/store/catalog:1"), "2026-11-22T09:57:02Z"),
                        row(elsewhere, "d", unauthorized(IMAGE), "2026-11-22T09:57:03Z", "2026-11-22T09:57:03Z")))
                .extracting(group -> group.key().symptom())
                .containsExactly(Symptom.UNAUTHORIZED, Symptom.UNAUTHORIZED, Symptom.NOT_FOUND, Symptom.UNAUTHORIZED);
    }

    @Test
    void aFailureWithoutAReasonJoinsOneWithAReason() {
        var groups = groups(
                row("cart-1", unauthorized(IMAGE), "2026-11-22T09:50:00Z"),
                row("cart-1", BACK_OFF, "2026-11-22T09:58:00Z"),
                row("cart-2", BACK_OFF, "2026-11-22T09:59:00Z"));

        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).key().symptom())
                .as("another pod's pull may fail otherwise")
                .isEqualTo(Symptom.UNKNOWN);
        assertThat(groups.get(1).key().symptom()).isEqualTo(Symptom.UNAUTHORIZED);
        assertThat(item(groups.get(1)).failure().message().orElseThrow()).endsWith("401 Unauthorized");
        assertThat(item(groups.get(1)).failure().pods()).containsExactly(new PodName("store", "cart-1"));
    }

    @Test
    void aPodWithoutAnImageIsAFailureOfItsOwn() {
        var groups = groups(row("a", "", "2026-11-22T09:57:00Z"), row("b", "", "2026-11-22T09:58:00Z"));

        assertThat(groups).hasSize(2).allSatisfy(group -> {
            assertThat(item(group).failure().image()).isEmpty();
            assertThat(item(group).failure().message()).isEmpty();
        });
    }

    @Test
    void fiftyPodsAreNamedAndAllAreCounted() {
        var rows = new ArrayList<LoggedPullFailure>();
        for (var i = 0; i < 120; i++) {
            var at = Instant.parse("2026-11-22T09:00:00Z").plusSeconds(i).toString();
            rows.add(row("cart-" + i, unauthorized(IMAGE), at));
            rows.add(row("cart-" + i, unauthorized(IMAGE), at));
        }
        Collections.shuffle(rows, new Random(7));

        var item = item(groups(rows.toArray(LoggedPullFailure[]::new)).get(0));

        assertThat(item.podCount()).isEqualTo(120);
        assertThat(item.failure().pods())
                .hasSize(50)
                .startsWith(new PodName("store", "cart-119"))
                .endsWith(new PodName("store", "cart-70"));
    }

    @Test
    void secretsOfAMessageAreNotHandedOn() {
        var message = unauthorized(IMAGE).replace("/oauth2/token", "/oauth2/token?account=x&sig=s3cret");

        assertThat(item(groups(row("a", message, "2026-11-22T09:57:00Z")).get(0))
                        .failure()
                        .message()
                        .orElseThrow())
                .doesNotContain("s3cret");
    }
}
