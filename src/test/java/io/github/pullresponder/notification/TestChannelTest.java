package io.github.pullresponder.notification;

import io.github.pullresponder.notification.Channel.Receipt;
import java.util.List;

/** The channel that tests use is one. */
class TestChannelTest extends ChannelContract {
    private final TestChannel channel = TestChannel.named("test");

    @Override
    protected Channel channel(Remote remote) {
        channel.answer(
                switch (remote) {
                    case HEALTHY -> Receipt.ACCEPTED;
                    case THROTTLING, FAILING -> Receipt.FAILED;
                    case REFUSING -> Receipt.REFUSED;
                    case SILENT -> Receipt.UNANSWERED;
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
