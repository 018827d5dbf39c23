package io.github.pullresponder.delivery;

/** Tells people. */
@FunctionalInterface
public interface Messenger {
    /**
     * Tells a notice to everybody whom it concerns. When this returns, it is accepted, or kept where it was refused for good.
     *
     * @throws NotDelivered if it was not accepted, and may be if it is tried again later
     */
    void tell(Notice notice);
}
