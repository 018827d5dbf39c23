package io.github.pullresponder.notification;

import io.github.pullresponder.delivery.ReportStore;
import io.github.pullresponder.notification.DeliveryRow.DeliveryState;
import io.github.pullresponder.notification.NotificationChannel.DeliveryResult;
import io.github.pullresponder.notification.NotificationDeliveries.DeliveryTurnResult.AlreadySettled;
import io.github.pullresponder.notification.NotificationDeliveries.DeliveryTurnResult.HeldByAnother;
import io.github.pullresponder.notification.NotificationDeliveries.DeliveryTurnResult.TurnGranted;
import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.StorageUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notifications to the configured channels. Turns, retries and undelivered notifications are per channel: a channel that fails
 * causes no repeats or delays on the others.
 */
public final class Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);

    /** The time after which a notification that a channel does not accept is stored as undelivered. */
    static final Duration UNDELIVERED_AFTER = Duration.ofHours(1);

    /** The number of failures after which the message no longer comes back; the follow-up continues the retries. */
    static final int QUICK_TRIES = 5;

    private final List<NotificationChannel> channels;
    private final Set<String> silenced;
    private final ReportStore archive;
    private final NotificationOutbox outbox;
    private final NotificationDeliveries deliveries;
    private final NotificationDeliveries separate;

    /**
     * @param channels the channels, with distinct ids
     * @param silenced ids of causes that are stored but not sent
     */
    public Notifier(
            List<NotificationChannel> channels,
            Set<String> silenced,
            ReportStore archive,
            AppStorage storage,
            Clock clock) {
        this.channels = List.copyOf(channels);
        this.silenced = Set.copyOf(silenced);
        this.archive = archive;
        this.outbox = new NotificationOutbox(storage.reports());
        this.deliveries = new NotificationDeliveries(storage.table(), clock, "notifications");
        this.separate = new NotificationDeliveries(storage.table(), clock, "notifications-separate");
    }

    /** Stores a notification that may be due, so that {@link #deliver(String)} finds it. */
    public void store(Notification notification) {
        outbox.store(notification, channels);
    }

    /** A stored notification, by its key. */
    public Optional<Notification> find(String key) {
        return outbox.find(key);
    }

    /**
     * Sends a notification to every selected channel that has not received it.
     *
     * @return true if the delivery is complete: every channel received it, or it is stored as undelivered
     * @throws NotDeliveredException if a channel did not accept it, but may accept a retry
     */
    public boolean deliver(Notification notification) {
        return deliver(notification, deliveries);
    }

    /**
     * Sends a stored notification to every selected channel that has not received it. A notification of a newer release is left to
     * that release; a missing one counts as complete.
     */
    public boolean deliver(String key) {
        return outbox.find(key).map(this::deliver).orElseGet(() -> !outbox.holds(key));
    }

    /** The channels that received a notification, or may have. */
    public Set<String> reached(String key) {
        return deliveries.reached(key);
    }

    private boolean deliver(Notification notification, NotificationDeliveries turns) {
        var isComplete = true;
        var soon = new ArrayList<String>();
        for (var channel : channelsFor(notification)) {
            switch (send(notification, channel, turns)) {
                case DONE -> {}
                case LATER -> isComplete = false;
                case SOON -> soon.add(channel.id());
            }
        }
        if (!soon.isEmpty()) {
            throw new NotDeliveredException(
                    "%s did not accept notification %s".formatted(String.join(", ", soon), notification.key()));
        }
        return isComplete;
    }

    private List<NotificationChannel> channelsFor(Notification notification) {
        var audience = notification.audience();
        var isSilenced = !audience.causes().isEmpty() && silenced.containsAll(audience.causes());
        return channels.stream()
                .filter(channel -> !isSilenced && audience.includes(channel) && channel.accepts(notification))
                .toList();
    }

    private enum SendOutcome {
        DONE,
        SOON,
        LATER
    }

    private SendOutcome send(Notification notification, NotificationChannel channel, NotificationDeliveries turns) {
        var key = notification.key();
        var turn = turns.take(key, channel.id());
        if (turn instanceof AlreadySettled) {
            return SendOutcome.DONE;
        }
        if (turn instanceof HeldByAnother) {
            return SendOutcome.LATER;
        }
        if (!(turn instanceof TurnGranted held)) {
            return giveUp(notification, channel, turns, "ended the sending process with");
        }
        var receipt = post(channel, held.possiblyRepeated() ? notification.possiblyRepeating() : notification);
        return switch (receipt) {
            case ACCEPTED -> {
                turns.end(key, channel.id(), DeliveryState.DELIVERED);
                yield SendOutcome.DONE;
            }
            case REFUSED -> giveUp(notification, channel, turns, "rejected");
            case FAILED -> recordFailure(notification, channel, turns, false);
            case UNANSWERED -> recordFailure(notification, channel, turns, true);
        };
    }

    /** The rendered text, or title and text if the channel cannot render the notification. */
    static String render(NotificationChannel channel, Notification notification) {
        try {
            return channel.render(notification);
        } catch (RuntimeException e) {
            LOG.warn("{} cannot render: {}", channel.id(), e.getClass().getSimpleName());
            return notification.title() + "\n" + notification.text();
        }
    }

    /** Posts to a channel; one that breaks its contract and throws does not affect the others. */
    private static DeliveryResult post(NotificationChannel channel, Notification notification) {
        try {
            return channel.post(notification);
        } catch (RuntimeException e) {
            LOG.warn("{} failed: {}", channel.id(), e.getClass().getSimpleName());
            return DeliveryResult.FAILED;
        }
    }

    private SendOutcome recordFailure(
            Notification notification,
            NotificationChannel channel,
            NotificationDeliveries turns,
            boolean mayHaveArrived) {
        var delivery = turns.fail(notification.key(), channel.id(), mayHaveArrived);
        if (!delivery.firstAt().plus(UNDELIVERED_AFTER).isAfter(turns.now())) {
            return giveUp(notification, channel, turns, "did not accept");
        }
        return delivery.failures() < QUICK_TRIES ? SendOutcome.SOON : SendOutcome.LATER;
    }

    private SendOutcome giveUp(
            Notification notification, NotificationChannel channel, NotificationDeliveries turns, String what) {
        storeUndelivered(notification, channel, what);
        turns.end(notification.key(), channel.id(), DeliveryState.UNDELIVERED);
        return SendOutcome.DONE;
    }

    private void storeUndelivered(Notification notification, NotificationChannel channel, String what) {
        var name = archive.storeUndelivered(
                notification.report().orElse(notification.key()), channel.id(), render(channel, notification));
        LOG.error("{} {} notification {}: stored as {}", channel.id(), what, notification.key(), name);
    }

    /**
     * Sends a notification whose delivery the caller records. If only some channels accept it, {@link #retrySeparate} retries the
     * others.
     *
     * @throws NotDeliveredException if no channel accepted it, but one may later
     */
    public void send(Notification notification) {
        var failed = new LinkedHashMap<NotificationChannel, DeliveryResult>();
        var to = channelsFor(notification);
        for (var channel : to) {
            var receipt = post(channel, notification);
            switch (receipt) {
                case ACCEPTED -> {}
                case FAILED, UNANSWERED -> failed.put(channel, receipt);
                case REFUSED -> storeUndelivered(notification, channel, "rejected");
            }
        }
        if (!failed.isEmpty() && failed.size() == to.size()) {
            throw new NotDeliveredException("%d of %d channels did not accept notification %s"
                    .formatted(failed.size(), to.size(), notification.key()));
        }
        failed.forEach((channel, receipt) -> deferRetry(notification, channel, receipt));
    }

    private void deferRetry(Notification notification, NotificationChannel channel, DeliveryResult receipt) {
        try {
            store(notification);
            separate.fail(notification.key(), channel.id(), receipt == DeliveryResult.UNANSWERED);
        } catch (StorageUnavailableException e) {
            storeUndelivered(notification, channel, "did not accept");
        }
    }

    /**
     * Retries the notifications that {@link #send} left.
     *
     * @param hasTime returns false when no more retries may begin
     * @return the number of notifications that are still undelivered on a channel
     */
    public int retrySeparate(BooleanSupplier hasTime) {
        var left = 0;
        for (var key : separate.unfinished()) {
            if (!hasTime.getAsBoolean()) {
                left++;
                continue;
            }
            var isComplete = outbox.find(key)
                    .map(notification -> deliverAgain(notification, separate.started(key)))
                    .orElse(true);
            left += isComplete ? 0 : 1;
        }
        return left;
    }

    private boolean deliverAgain(Notification notification, Set<String> started) {
        var audience = notification.audience();
        var only = new NotificationRoutingAttributes(
                audience.cluster(), audience.namespaces(), audience.causes(), started);
        try {
            return deliver(
                    new Notification(
                            notification.kind(),
                            notification.key(),
                            notification.title(),
                            notification.text(),
                            only,
                            notification.report(),
                            false,
                            notification.content()),
                    separate);
        } catch (NotDeliveredException e) {
            return false;
        }
    }
}
