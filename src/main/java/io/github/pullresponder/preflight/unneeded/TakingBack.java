package io.github.pullresponder.preflight.unneeded;

/** How a right that is not needed is taken back. */
public enum TakingBack {
    /** Nothing in a role of the app's own is needed any more: the script that removes what is left behind does it. */
    RECONCILE,
    /** A role of the app's own grants more than this release asks for: the template defines it again. */
    DEPLOY,
    /** By deleting the assignment. */
    DELETE,
    /** In the group that it is held through, by those who manage that. */
    LEAVE_GROUP,
    /** At a scope above subscriptions, by those who manage that. */
    ABOVE_SUBSCRIPTIONS,
    /** Not by deleting it: a part of it is needed. The infrastructure's roles grant that part and no more. */
    NARROW_ROLE,
    /** Not by deleting it: the app needs that role, on one resource of its own. */
    NARROW_SCOPE,
    /** Perhaps: whether an app setting refers to that resource is not known here. */
    UNLESS_A_SETTING_REFERS_TO_IT,
    /** By the script that granted the permission of Microsoft Graph. */
    REVOKE_GRAPH,
    /** In Entra ID, where this project has never granted it. */
    ENTRA,
    /** In Entra ID, once the narrower permission is granted: until then it stands in for that. */
    ENTRA_AFTER_GRANT
}
