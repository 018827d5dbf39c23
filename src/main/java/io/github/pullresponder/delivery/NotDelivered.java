package io.github.pullresponder.delivery;

/** A notice was not accepted, and may be later. The message names no address: a webhook's address is its secret. */
public final class NotDelivered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotDelivered(String why) {
        super(why);
    }
}
