package io.github.pullresponder.notification;

/** A destination of notifications, such as a channel of Teams. */
public interface NotificationChannel {
    /** Its id, independent of restarts and of other channels; it is stored and logged, so it contains no secret. */
    String id();

    /** The format of the text that {@link #render} returns; channels of the same format share the text. */
    String format();

    /** Returns true if this channel's rules accept the notification. */
    boolean accepts(Notification notification);

    /**
     * Renders the text to send. Unknown kinds and contents are shown by title and text; a text that a channel of this format rendered
     * before is reused from the content.
     */
    String render(Notification notification);

    /** Sends a notification once; never throws. */
    DeliveryResult post(Notification notification);

    /** The answer to a notification. */
    enum DeliveryResult {
        ACCEPTED,
        /** Not accepted; a retry may succeed. */
        FAILED,
        /** No answer: it may have been accepted, and a retry may succeed. */
        UNANSWERED,
        /** Rejected; a retry cannot succeed. */
        REFUSED
    }
}
