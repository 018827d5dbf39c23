package io.github.pullresponder.notification;

/** A notification was not accepted, but may be later. The message contains no URL, because a webhook's URL is its secret. */
public final class NotDeliveredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotDeliveredException(String why) {
        super(why);
    }
}
