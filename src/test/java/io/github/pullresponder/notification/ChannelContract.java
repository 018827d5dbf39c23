package io.github.pullresponder.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.notification.Notification.NotificationContent;
import io.github.pullresponder.notification.Notification.ResolvedContent;
import io.github.pullresponder.notification.NotificationChannel.DeliveryResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks properties of every channel. */
public abstract class ChannelContract {
    private static final String REPORT = "20261122-0123456789abcdef0123456789abcdef";

    /** The system behind the channel. */
    protected enum Remote {
        HEALTHY,
        THROTTLING,
        FAILING,
        REFUSING,
        SILENT
    }

    /** A channel of this kind, whose remote system behaves this way from the start. */
    protected abstract NotificationChannel channel(Remote remote) throws Exception;

    /** The texts that reached the remote, in order. */
    protected abstract List<String> received();

    /** Texts that must not be logged or stored, such as an address. */
    protected abstract List<String> secrets();

    @Test
    void aNotificationArrivesOnceWithTitleAndText() throws Exception {
        var channel = channel(Remote.HEALTHY);

        assertThat(channel.post(resolved())).isEqualTo(DeliveryResult.ACCEPTED);
        assertThat(received()).singleElement().asString().contains("RESOLVED · aks-shop", "its alert has resolved");
    }

    @ParameterizedTest
    @EnumSource
    void theReceiptShowsIfAnotherAttemptMakesSense(Remote remote) throws Exception {
        var channel = channel(remote);

        assertThat(channel.post(resolved()))
                .isEqualTo(
                        switch (remote) {
                            case HEALTHY -> DeliveryResult.ACCEPTED;
                            case THROTTLING, FAILING -> DeliveryResult.FAILED;
                            case REFUSING -> DeliveryResult.REFUSED;
                            case SILENT -> DeliveryResult.UNANSWERED;
                        });
    }

    @Test
    void aKindThatIsNotKnownIsShownByTitleAndText() throws Exception {
        var channel = channel(Remote.HEALTHY);
        var unknown = notification(
                new NotificationKind("of-a-later-release"),
                "SOMETHING NEW · aks-shop",
                "It is like this.",
                new Later());

        assertThat(channel.post(unknown)).isEqualTo(DeliveryResult.ACCEPTED);
        assertThat(received()).singleElement().asString().contains("SOMETHING NEW · aks-shop", "It is like this.");
    }

    private record Later() implements NotificationContent {}

    @Test
    void aStoredRenderingIsShownUnchanged() throws Exception {
        var channel = channel(Remote.HEALTHY);
        var now = channel.render(resolved());
        var stored = NotificationOutbox.read(NotificationOutbox.write(resolved(), Map.of(channel.format(), now)))
                .orElseThrow();

        assertThat(channel.render(stored)).isEqualTo(now);
    }

    @Test
    void aNotificationStoredInAnotherFormatIsShownByTitleAndText() throws Exception {
        var channel = channel(Remote.HEALTHY);
        var stored = NotificationOutbox.read(NotificationOutbox.write(resolved(), Map.of("another-format", "…")))
                .orElseThrow();

        assertThat(channel.render(stored)).contains("RESOLVED · aks-shop", "its alert has resolved");
    }

    @Test
    void aPossiblyRepeatedNotificationIsMarked() throws Exception {
        var channel = channel(Remote.HEALTHY);

        assertThat(channel.render(resolved())).doesNotContainIgnoringCase("possibly repeated");
        assertThat(channel.render(resolved().possiblyRepeating())).containsIgnoringCase("possibly repeated");
    }

    @Test
    void itsIdIsStableAndContainsNoSecret() throws Exception {
        var channel = channel(Remote.HEALTHY);

        assertThat(channel.id()).isNotBlank().isEqualTo(channel.id());
        assertThat(secrets())
                .noneMatch(secret -> channel.id().contains(secret)
                        || channel.toString().contains(secret)
                        || channel.render(resolved()).contains(secret));
    }

    static Notification resolved() {
        return notification(
                NotificationKind.RESOLVED,
                "RESOLVED · aks-shop",
                "No role. Resolved because its alert has resolved.",
                new ResolvedContent(
                        "No role",
                        "its alert has resolved",
                        List.of(ShopEvidence.IMAGE),
                        1,
                        ShopEvidence.NOW,
                        ShopEvidence.NOW.plus(Duration.ofMinutes(20))));
    }

    static Notification notification(NotificationKind kind, String title, String text, NotificationContent content) {
        return new Notification(
                kind,
                REPORT,
                title,
                text,
                new NotificationRoutingAttributes(
                        Optional.of(ShopEvidence.CLUSTER), Set.of("shop"), List.of("PULL_ROLE_MISSING"), Set.of()),
                Optional.of(REPORT),
                false,
                content);
    }
}
