package io.github.pullresponder.notification;

/**
 * The kind of a notification. The list is open: a channel shows an unknown kind by the notification's title and text.
 *
 * @param id its id, which is stored and never changes
 */
public record NotificationKind(String id) {
    /** An incident is new. */
    public static final NotificationKind OPENED = new NotificationKind("opened");

    /** An open incident affects more pods or other nodes. */
    public static final NotificationKind GROWN = new NotificationKind("grown");

    /** An incident is still open after the cool-down. */
    public static final NotificationKind REMINDER = new NotificationKind("reminder");

    /** An incident is resolved. */
    public static final NotificationKind RESOLVED = new NotificationKind("resolved");

    /** After a change, the next pull will fail. */
    public static final NotificationKind PREDICTED = new NotificationKind("predicted");

    /** Credentials have expired or expire soon. */
    public static final NotificationKind EXPIRING = new NotificationKind("expiring");

    /** A pull failed, and no diagnosis was possible. */
    public static final NotificationKind COULD_NOT_DIAGNOSE = new NotificationKind("could-not-diagnose");

    /** A cluster has so many new incidents that they are reported together. */
    public static final NotificationKind STORM_STARTED = new NotificationKind("storm-started");

    /** A storm has more incidents. */
    public static final NotificationKind STORM_GROWING = new NotificationKind("storm-growing");

    /** A cluster has had no new incident for an hour. */
    public static final NotificationKind STORM_ENDED = new NotificationKind("storm-ended");
}
