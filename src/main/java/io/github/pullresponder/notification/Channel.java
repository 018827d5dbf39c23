package io.github.pullresponder.notification;

/** One place where people read notifications, such as a channel of Teams. */
public interface Channel {
    /** Stable over restarts and settings of other channels; stored and logged, so it holds no secret. */
    String id();

    /** The form of what {@link #render} returns: channels of one format share it. */
    String format();

    /** Whether this channel's rules let the notification through. */
    boolean takes(Notification notification);

    /**
     * What would be sent. Unknown kinds and contents are shown by title and text; what was rendered before, by a channel of this
     * format, is taken from the content.
     */
    String render(Notification notification);

    /** Sends a notification, once; throws nothing. */
    Receipt post(Notification notification);

    /** The answer to a notification. */
    enum Receipt {
        ACCEPTED,
        /** Not accepted, and may be later. */
        FAILED,
        /** There was no answer: it may have been accepted, and may be later. */
        UNANSWERED,
        /** Not accepted, and never will be. */
        REFUSED
    }
}
