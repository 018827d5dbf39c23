package io.github.pullresponder.notification;

import io.github.pullresponder.notification.NotificationChannel.DeliveryResult;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A channel that records the notifications that it receives, answers as a test sets, and can end the process before or after it
 * accepts.
 */
public final class TestChannel implements NotificationChannel {
    private final String id;
    private final Consumer<String> steps;
    private final List<Notification> received = new CopyOnWriteArrayList<>();
    private volatile DeliveryResult answer = DeliveryResult.ACCEPTED;

    /** @param steps called with each step; may throw */
    public TestChannel(String id, Consumer<String> steps) {
        this.id = id;
        this.steps = steps;
    }

    public static TestChannel named(String id) {
        return new TestChannel(id, step -> {});
    }

    /** Sets the result of all later notifications. */
    public void answer(DeliveryResult next) {
        answer = next;
    }

    /** The accepted notifications, in order. */
    public List<Notification> received() {
        return received;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String format() {
        return "text";
    }

    @Override
    public boolean accepts(Notification notification) {
        return true;
    }

    @Override
    public String render(Notification notification) {
        return (notification.possiblyRepeated() ? "(possibly repeated) " : "")
                + notification.title()
                + "\n"
                + notification.text();
    }

    @Override
    public DeliveryResult post(Notification notification) {
        steps.accept("before card");
        if (answer == DeliveryResult.ACCEPTED) {
            received.add(notification);
        }
        steps.accept("after card");
        return answer;
    }
}
