package io.github.pullresponder.checks.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.checks.Examined;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.pull.PullFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks node clocks at 2026-11-22T10:00:00Z. */
class NodeClockCheckTest {
    private static final String FOUND =
            "Failed to pull image \"" + ShopEvidence.IMAGE + "\": failed to do request: Head"
                    + " \"https://contososhop.azurecr.io/v2/shop/web/manifests/1.4.2\": tls: failed to verify certificate: x509:"
                    + " certificate has expired or is not yet valid";
    private static final Instant RECORDED = Instant.parse("2026-11-22T09:51:00Z");

    private final ShopEvidence shop = new ShopEvidence();

    @Test
    void aClockBehindTheRecordOfTheEventIsConfirmed() {
        var examined = recorded("2025-01-02T03:04:05Z is before 2026-09-01T00:00:00Z");

        assertThat(examined.finding().cause()).isEqualTo(Cause.NODE_CLOCK_WRONG);
        assertThat(examined.finding().summary())
                .isEqualTo("The clock of node aks-user-12345678-vmss000000 is behind: it showed 2025-01-02 03:04 UTC");
        assertThat(examined.facts())
                .containsExactly(
                        "the clock showed 2025-01-02 03:04 UTC, and the actual time was not earlier than 2026-11-22 09:51 UTC",
                        "the certificate has been valid since 2026-09-01 00:00 UTC, so it is valid now");
        assertThat(examined.commands())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("kubectl --context aks-shop debug node/aks-user-12345678-vmss000000 ")
                .endsWith(" chroot /host chronyc makestep");
    }

    @Test
    void aClockAheadOfThePresentIsConfirmedRegardlessOfTheMessagesAge() {
        var limits = "2030-01-02T03:04:05Z is after 2027-03-01T00:00:00Z";

        assertThat(recorded(limits).finding().cause()).isEqualTo(Cause.NODE_CLOCK_WRONG);
        assertThat(pasted(limits).finding().summary())
                .isEqualTo("The clock of the node is ahead: it showed 2030-01-02 03:04 UTC");
    }

    @Test
    void aWindowsNodeHasOtherCommands() {
        var it = shop.node.orElseThrow();
        shop.node = Optional.of(new Node(
                it.name(),
                it.nodePool(),
                Optional.of(new Platform("windows", "amd64", Optional.empty())),
                it.address(),
                it.troubles()));

        assertThat(recorded("2030-01-02T03:04:05Z is after 2027-03-01T00:00:00Z")
                        .commands())
                .isEmpty();
    }

    @Test
    void aClockBehindIsLikelyWhereTheAgeOfTheMessageIsNotKnown() {
        var examined = pasted("2025-01-02T03:04:05Z is before 2026-09-01T00:00:00Z");

        examined.isUndetermined("the time at which the node rejected the certificate as not yet valid is not known");
        assertThat(examined.suspect().cause()).isEqualTo(Cause.NODE_CLOCK_WRONG);
    }

    @Test
    void aCertificateThatExpiredBeforeTheEventRulesItOut() {
        recorded("2026-11-22T09:50:58Z is after 2026-11-01T00:00:00Z")
                .isRuledOut("the certificate has expired, at 2026-11-01 00:00 UTC");
    }

    @Test
    void aCertificateThatIsNotValidYetRulesItOut() {
        recorded("2026-11-22T09:50:58Z is before 2026-12-01T00:00:00Z")
                .isRuledOut("the certificate is not valid yet: it is valid from 2026-12-01 00:00 UTC");
    }

    @Test
    void anExpiredCertificateInAnOldMessageLeavesItOpen() {
        pasted("2026-05-02T03:04:05Z is after 2026-05-01T00:00:00Z")
                .isUndetermined(
                        "the certificate expired at 2026-05-01 00:00 UTC; whether the node's clock was correct at the time of the message is not known");
    }

    @Test
    void aClockAheadDoesNotExplainACertificateThatHasExpiredAllTheSame() {
        recorded("2030-01-02T03:04:05Z is after 2026-11-01T00:00:00Z")
                .isUndetermined(
                        "the node's clock is ahead, but the certificate has expired anyway, at 2026-11-01 00:00 UTC");
    }

    @Test
    void aCertificateThatBecameValidAfterTheEventLeavesItOpen() {
        recorded("2026-11-22T09:50:58Z is before 2026-11-22T09:55:00Z")
                .isUndetermined(
                        "the certificate became valid at about the time of the message, at 2026-11-22 09:55 UTC");
    }

    @Test
    void someSecondsAreNoWrongClock() {
        recorded("2026-11-22T10:01:00Z is after 2026-11-22T10:00:30Z")
                .isUndetermined("the certificate expires soon, at 2026-11-22 10:00 UTC");
    }

    @Test
    void withoutDatesNothingIsKnown() {
        shop.events = List.of(ShopEvidence.failed(FOUND, RECORDED));
        Examined.by(new NodeClockCheck(), shop)
                .isUndetermined("the message does not contain the dates that the node compared");
    }

    @Test
    void itDoesNotApplyToAnotherCertificateError() {
        shop.pulls(ShopEvidence.IMAGE, "x509: certificate signed by unknown authority");
        Examined.by(new NodeClockCheck(), shop).doesNotApply();
    }

    private Examined recorded(String comparison) {
        shop.events = List.of(ShopEvidence.failed(FOUND + ": current time " + comparison, RECORDED));
        return Examined.by(new NodeClockCheck(), shop);
    }

    private Examined pasted(String comparison) {
        return Examined.by(
                new NodeClockCheck(),
                shop.pull(PullFailure.ofImage(
                        ShopEvidence.CLUSTER,
                        ShopEvidence.IMAGE,
                        Optional.of(FOUND + ": current time " + comparison))));
    }
}
