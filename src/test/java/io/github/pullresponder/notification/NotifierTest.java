package io.github.pullresponder.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pullresponder.delivery.ReportStore;
import io.github.pullresponder.diagnosis.ShopEvidence;
import io.github.pullresponder.notification.NotificationChannel.DeliveryResult;
import io.github.pullresponder.sandbox.MovableClock;
import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.embedded.EmbeddedBlobs;
import io.github.pullresponder.storage.embedded.EmbeddedQueue;
import io.github.pullresponder.storage.embedded.EmbeddedTable;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class NotifierTest {
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final MovableClock watch = MovableClock.over(Clock.fixed(ShopEvidence.NOW, ZoneOffset.UTC));
    private final EmbeddedBlobs blobs = new EmbeddedBlobs();
    private final AppStorage storage = new AppStorage(new EmbeddedQueue(watch), new EmbeddedTable(), blobs);
    private final TestChannel first = TestChannel.named("first");
    private final TestChannel second = TestChannel.named("second");
    private final Notification notification = ChannelContract.resolved();

    @Test
    void everyChannelGetsItOnce() {
        var notifier = notifier(first, second);

        assertThat(notifier.deliver(notification)).isTrue();
        assertThat(notifier.deliver(notification)).isTrue();
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).hasSize(1);
        assertThat(notifier.reached(notification.key())).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void oneThatFailsIsTriedAgainAndTheOtherGetsNothingTwice() {
        var notifier = notifier(first, second);
        second.answer(DeliveryResult.FAILED);

        assertThatThrownBy(() -> notifier.deliver(notification))
                .isInstanceOf(NotDeliveredException.class)
                .hasMessageContaining("second");
        second.answer(DeliveryResult.ACCEPTED);
        assertThat(notifier.deliver(notification)).isTrue();

        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).singleElement().matches(card -> !card.possiblyRepeated());
        assertThat(blobs.list("undelivered/")).isEmpty();
    }

    @Test
    void oneThatFailsForAnHourIsStoredAsUndeliveredThere() {
        var notifier = notifier(first, second);
        second.answer(DeliveryResult.FAILED);
        for (var i = 1; i < Notifier.QUICK_TRIES; i++) {
            assertThatThrownBy(() -> notifier.deliver(notification)).isInstanceOf(NotDeliveredException.class);
        }
        assertThat(notifier.deliver(notification))
                .as("no message comes back any more")
                .isFalse();
        assertThat(blobs.list("undelivered/")).isEmpty();

        watch.move(Notifier.UNDELIVERED_AFTER);
        assertThat(notifier.deliver(notification)).isTrue();
        assertThat(blobs.list("undelivered/")).singleElement().asString().endsWith("-second.card.json");
        assertThat(notifier.reached(notification.key())).containsExactly("first");
    }

    @Test
    void aRejectedNotificationIsStoredAsUndeliveredImmediately() {
        var notifier = notifier(first, second);
        first.answer(DeliveryResult.REFUSED);

        assertThat(notifier.deliver(notification)).isTrue();
        assertThat(blobs.list("undelivered/"))
                .containsExactly("undelivered/2026/11/22/20261122-0123456789abcdef0123456789abcdef-first.card.json");
        assertThat(second.received()).hasSize(1);
    }

    @Test
    void anUnansweredNotificationIsSentAgainAndMarkedAsPossiblyRepeated() {
        var notifier = notifier(first);
        first.answer(DeliveryResult.UNANSWERED);
        assertThatThrownBy(() -> notifier.deliver(notification)).isInstanceOf(NotDeliveredException.class);
        first.answer(DeliveryResult.ACCEPTED);
        notifier.deliver(notification);

        assertThat(first.received()).singleElement().matches(Notification::possiblyRepeated);
    }

    /** The process dies before the first channel, after it, before the second one, and after that. */
    @Test
    void aTurnOfADeadProcessIsTakenOverAfterFiveMinutesIfItMatters() {
        for (var death = 0; death < 4; death++) {
            var desk = new NotifierTest();
            desk.dieAtStep(death);
        }
    }

    private void dieAtStep(int deadly) {
        var steps = new ArrayList<String>();
        var mortal = List.of("first", "second").stream()
                .map(id -> new TestChannel(id, step -> {
                    steps.add(step);
                    if (steps.size() == deadly + 1) {
                        throw new Death();
                    }
                }))
                .toList();
        var dying = notifier(mortal.get(0), mortal.get(1));
        dying.store(notification);
        assertThatThrownBy(() -> dying.deliver(notification)).isInstanceOf(Death.class);

        var other = notifier(mortal.get(0), mortal.get(1));
        assertThat(other.deliver(notification.key())).as("its turn is young").isFalse();
        watch.move(NotificationDeliveries.UNKNOWN_AFTER);
        assertThat(other.deliver(notification.key())).isTrue();

        var dead = mortal.get(deadly / 2);
        var alive = mortal.get(1 - deadly / 2);
        assertThat(alive.received()).singleElement().matches(card -> !card.possiblyRepeated());
        assertThat(dead.received())
                .extracting(Notification::possiblyRepeated)
                .containsExactlyElementsOf(deadly % 2 == 0 ? List.of(true) : List.of(false, true));
    }

    @Test
    void aNotificationThatCrashesEveryProcessIsGivenUp() {
        var deadly = new TestChannel("deadly", step -> {
            throw new Death();
        });
        var notifier = notifier(deadly, second);
        notifier.store(notification);
        for (var i = 0; i < 4; i++) {
            assertThatThrownBy(() -> notifier.deliver(notification.key())).isInstanceOf(Death.class);
            watch.move(NotificationDeliveries.UNKNOWN_AFTER);
        }

        assertThat(notifier.deliver(notification.key())).isTrue();
        assertThat(second.received()).hasSize(1);
        assertThat(blobs.list("undelivered/")).singleElement().asString().contains("-deadly");
    }

    @Test
    void ofManyInstancesOneSends() throws Exception {
        notifier(first, second).store(notification);
        var threads = Executors.newFixedThreadPool(8);
        try {
            var works = new ArrayList<Callable<Boolean>>();
            for (var i = 0; i < 32; i++) {
                works.add(() -> notifier(first, second).deliver(notification.key()));
            }
            for (var done : threads.invokeAll(works)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).hasSize(1);
    }

    @Test
    void aSilencedNotificationIsNotSent() {
        var silent = new Notifier(List.of(first), Set.of("PULL_ROLE_MISSING"), ReportStore.of(blobs), storage, watch);

        assertThat(silent.deliver(notification)).isTrue();
        assertThat(first.received()).isEmpty();
        assertThat(silent.reached(notification.key())).isEmpty();
    }

    @Test
    void aNotificationForSomeChannelsIsNotSentToOthers() {
        var audience = notification.audience();
        var only = new Notification(
                notification.kind(),
                notification.key(),
                notification.title(),
                notification.text(),
                new NotificationRoutingAttributes(
                        audience.cluster(), audience.namespaces(), audience.causes(), Set.of("second")),
                notification.report(),
                false,
                notification.content());

        notifier(first, second).deliver(only);

        assertThat(first.received()).isEmpty();
        assertThat(second.received()).hasSize(1);
    }

    @Test
    void aSeparateNotificationIsSentLaterToTheFailedChannel() {
        var notifier = notifier(first, second);
        second.answer(DeliveryResult.FAILED);
        notifier.send(notification);
        assertThat(notifier.retrySeparate(() -> true)).isOne();

        second.answer(DeliveryResult.ACCEPTED);
        assertThat(notifier.retrySeparate(() -> true)).isZero();
        assertThat(first.received()).hasSize(1);
        assertThat(second.received()).hasSize(1);
    }

    @Test
    void theSenderRepeatsASeparateNotificationThatNoChannelAccepts() {
        var notifier = notifier(first, second);
        first.answer(DeliveryResult.FAILED);
        second.answer(DeliveryResult.UNANSWERED);

        assertThatThrownBy(() -> notifier.send(notification)).isInstanceOf(NotDeliveredException.class);
        assertThat(notifier.retrySeparate(() -> true)).isZero();
    }

    @Test
    void aNotificationOfANewerReleaseIsNotTreatedAsDelivered() {
        var notifier = notifier(first);
        notifier.store(notification);
        var name = NotificationOutbox.nameOf(notification.key());
        blobs.put(name, "application/json", "{\"version\": 1000, \"kind\": \"opened\"}", Map.of());

        assertThat(notifier.deliver(notification.key())).isFalse();
        assertThat(notifier.deliver("of a notification that is not there")).isTrue();
    }

    @Test
    void aChannelThatCannotRenderKeepsNothingFromTheOthers() {
        var broken = new Broken();
        var notifier = new Notifier(List.of(broken, first), Set.of(), ReportStore.of(blobs), storage, watch);
        notifier.store(notification);

        assertThatThrownBy(() -> notifier.deliver(notification)).isInstanceOf(NotDeliveredException.class);
        assertThat(first.received()).hasSize(1);

        watch.move(Notifier.UNDELIVERED_AFTER);
        assertThat(notifier.deliver(notification)).as("given up").isTrue();
        assertThat(blobs.list("undelivered/"))
                .singleElement()
                .satisfies(name -> assertThat(blobs.find(name).orElseThrow()).contains(notification.text()));
    }

    private static final class Broken implements NotificationChannel {
        @Override
        public String id() {
            return "broken";
        }

        @Override
        public String format() {
            return "broken";
        }

        @Override
        public boolean accepts(Notification any) {
            return true;
        }

        @Override
        public String render(Notification any) {
            throw new IllegalStateException("a bug");
        }

        @Override
        public DeliveryResult post(Notification any) {
            throw new IllegalStateException(render(any));
        }
    }

    private Notifier notifier(TestChannel... channels) {
        return new Notifier(List.of(channels), Set.of(), ReportStore.of(blobs), storage, watch);
    }
}
