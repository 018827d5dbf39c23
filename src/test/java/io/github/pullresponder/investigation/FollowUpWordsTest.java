package io.github.pullresponder.investigation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.cluster.Pod;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.incident.AffectedPods;
import io.github.pullresponder.incident.Incident;
import io.github.pullresponder.incident.Incident.IncidentKey;
import io.github.pullresponder.incident.Incident.IncidentState;
import io.github.pullresponder.incident.IncidentAlertIds;
import io.github.pullresponder.incident.IncidentOccurrence;
import io.github.pullresponder.incident.IncidentRowMapper;
import io.github.pullresponder.incident.IncidentStore;
import io.github.pullresponder.pull.PullFailure.PodName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks the reason and the recipients of a resolved notification. */
class FollowUpWordsTest {
    private static final String CAUSE = "PULL_ROLE_MISSING";
    private static final String SYMPTOM = "UNAUTHORIZED";

    private final TestApp desk = new TestApp();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void thePodRunsAndTheCauseWasKnown() {
        desk.shop.pod = Optional.of(running());
        open(CAUSE, Set.of("teams"));

        assertThat(reasonToEnd()).contains("the checks pass and no pull has failed since");
    }

    @Test
    void thePodRunsAndTheCauseWasNeverFound() {
        desk.shop.pod = Optional.of(running());
        open(SYMPTOM, Set.of("teams"));

        assertThat(reasonToEnd())
                .contains("its pod runs", "the cause of the failure was not found")
                .doesNotContain("checks pass");
    }

    @Test
    void thePodIsGoneAndItsImageCanBePulled() {
        desk.shop.pod = Optional.empty();
        desk.shop.assignments.add(ShopEvidence.assignment(ShopEvidence.KUBELET_OBJECT, ShopEvidence.ACR_PULL_GUID));
        open(CAUSE, Set.of("teams"));

        assertThat(reasonToEnd())
                .contains("its pods no longer exist", "the next pull of its image would not fail for this cause")
                .doesNotContain("checks pass");
    }

    @Test
    void thePodIsGoneAndTheCauseIsStillThere() {
        desk.shop.pod = Optional.empty();
        open(CAUSE, Set.of("teams"));

        followUp();
        assertThat(desk.cards).isEmpty();
        assertThat(incident().lifecycle().state()).isEqualTo(IncidentState.OPEN);
    }

    @Test
    void thePodIsGoneAndTheCauseWasNeverFound() {
        desk.shop.pod = Optional.empty();
        open(SYMPTOM, Set.of("teams"));

        assertThat(reasonToEnd())
                .contains("its pods no longer exist", "the cause of the failure was not found")
                .doesNotContain("checks pass");
    }

    @Test
    void thePodIsGoneWithoutACauseAndItsAlertStillFires() {
        desk.shop.pod = Optional.empty();
        open(SYMPTOM, Set.of("teams"));
        var key = incident().key();
        new IncidentStore(desk.table, desk.watch, TestApp.COOL_DOWN)
                .change(key, item -> item.withAlerts(IncidentAlertIds.EMPTY.plus(List.of("alert-1"))));

        followUp();
        assertThat(incident().lifecycle().state()).isEqualTo(IncidentState.OPEN);
    }

    @Test
    void theEndOfAnUnreportedIncidentIsNotReported() {
        desk.shop.pod = Optional.of(running());
        open(CAUSE, Set.of());
        followUp();

        assertThat(desk.cards).isEmpty();
        assertThat(incident().lifecycle().state()).isEqualTo(IncidentState.RESOLVED);
    }

    private String reasonToEnd() {
        followUp();
        assertThat(desk.cards).hasSize(1);
        return desk.cards.get(0).text();
    }

    private void followUp() {
        desk.process().followUp().run();
    }

    private Incident incident() {
        return IncidentRowMapper.read(desk.table.listAll("incident:").get(0));
    }

    /** Stores an incident that was opened 20 minutes ago and reported to these channels. */
    private void open(String cause, Set<String> channels) {
        var occurrence = new IncidentOccurrence(
                ShopEvidence.NOW.minus(Duration.ofMinutes(20)),
                new AffectedPods(List.of(new PodName("shop", "web")), Set.of(), 0),
                Optional.empty(),
                Optional.of(ShopEvidence.IMAGE),
                Optional.empty(),
                false,
                Optional.of("20261122-0123456789abcdef0123456789abcdef"),
                Optional.empty());
        var key = new IncidentKey(ShopEvidence.CLUSTER.toString(), ShopEvidence.REGISTRY.toString(), cause);
        desk.table.insert(IncidentRowMapper.fresh(Incident.open(key, occurrence)
                .announce(ShopEvidence.NOW, "key-1", channels)
                .confirm("key-1")));
    }

    private static Pod running() {
        var pod = ShopEvidence.failingPod(List.of());
        return new Pod(
                pod.namespace(),
                pod.name(),
                pod.node(),
                pod.serviceAccount(),
                pod.imagePullSecrets(),
                List.of(new Pod.Container("web", ShopEvidence.IMAGE, Optional.empty(), Optional.empty())),
                pod.owner());
    }
}
