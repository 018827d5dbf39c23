package io.github.pullresponder.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.notification.Notification.RenderedContent;
import io.github.pullresponder.notification.NotificationDeliveries.DeliveryTurnResult.AlreadySettled;
import io.github.pullresponder.notification.NotificationDeliveries.DeliveryTurnResult.TurnGranted;
import io.github.pullresponder.storage.StoredSamples;
import io.github.pullresponder.storage.WrittenByNewerReleaseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks that stored notifications of earlier and newer releases can be read. */
class StoredNotificationsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:06:00Z"), ZoneOffset.UTC);
    private static final String KEY = "20261122-6f0c2f0e9a3b4c1e8d7a5b6c7d8e9f01";

    @Test
    void aNotificationIsReadWithItsRenderedForms() {
        var read = NotificationOutbox.read(StoredSamples.text("notifications", "notification"))
                .orElseThrow();

        assertThat(read.kind()).isEqualTo(NotificationKind.OPENED);
        assertThat(read.key()).isEqualTo(KEY);
        assertThat(read.report()).contains(KEY);
        assertThat(read.audience().onlyChannels()).containsExactlyInAnyOrder("shop", "teams");
        assertThat(read.content()).isEqualTo(new RenderedContent(Map.of("adaptive-card", "{\"type\":\"message\"}")));
        assertThat(NotificationOutbox.read(StoredSamples.text("notifications", "notification-least")))
                .hasValueSatisfying(
                        least -> assertThat(least.audience().cluster()).isEmpty());
    }

    @Test
    void aNotificationOfANewerReleaseIsLeftAlone() {
        var newer = StoredSamples.text("notifications", "notification").replace("\"version\" : 1", "\"version\" : 2");

        assertThat(NotificationOutbox.read(newer)).isEmpty();
    }

    @Test
    void theResultIsReadForEachChannel() {
        var table = StoredSamples.tableWith(StoredSamples.withUnknownColumn(StoredSamples.row("notification")));
        var deliveries = new NotificationDeliveries(table, CLOCK, "notifications");

        assertThat(deliveries.reached(KEY)).containsExactlyInAnyOrder("shop", "teams");
        assertThat(deliveries.take(KEY, "teams")).isEqualTo(new AlreadySettled());
        assertThat(deliveries.take(KEY, "shop"))
                .isInstanceOfSatisfying(
                        TurnGranted.class,
                        held -> assertThat(held.possiblyRepeated()).isTrue());
        assertThat(table.listAll("").get(0).value("addedLater")).isPresent();
    }

    @Test
    void aChannelThatIsNotNamedHasItsTurn() {
        var table = StoredSamples.tableWith(StoredSamples.row("notification-least"));
        var deliveries = new NotificationDeliveries(table, CLOCK, "notifications");

        assertThat(deliveries.reached(KEY)).isEmpty();
        assertThat(deliveries.take(KEY, "teams"))
                .isInstanceOfSatisfying(
                        TurnGranted.class,
                        held -> assertThat(held.possiblyRepeated()).isFalse());
    }

    @Test
    void aRowOfANewerReleaseIsRejected() {
        var table = StoredSamples.tableWith(StoredSamples.ofNewerVersion(StoredSamples.row("notification")));

        assertThatThrownBy(() -> new NotificationDeliveries(table, CLOCK, "notifications").take(KEY, "teams"))
                .isInstanceOf(WrittenByNewerReleaseException.class);
    }
}
