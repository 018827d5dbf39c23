package io.github.pullresponder.notification;

import io.github.pullresponder.notification.NotificationChannel.DeliveryResult;
import java.util.List;

/** Checks that the channel of the tests meets the contract of a channel. */
class TestChannelTest extends ChannelContract {
    private final TestChannel channel = TestChannel.named("test");

    @Override
    protected NotificationChannel channel(Remote remote) {
        channel.answer(
                switch (remote) {
                    case HEALTHY -> DeliveryResult.ACCEPTED;
                    case THROTTLING, FAILING -> DeliveryResult.FAILED;
                    case REFUSING -> DeliveryResult.REFUSED;
                    case SILENT -> DeliveryResult.UNANSWERED;
                });
        return channel;
    }

    @Override
    protected List<String> received() {
        return channel.received().stream().map(channel::render).toList();
    }

    @Override
    protected List<String> secrets() {
        return List.of("https://");
    }
}
