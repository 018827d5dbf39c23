package io.github.pullresponder.notification;

/** A notice was not accepted, and may be later. The message names no address: a webhook's address is its secret. */
public final class NotDeliveredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotDeliveredException(String why) {
        super(why);
    }
}
