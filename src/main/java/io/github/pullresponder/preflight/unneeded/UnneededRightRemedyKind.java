package io.github.pullresponder.preflight.unneeded;

/** The removal of a right that is not needed. */
public enum UnneededRightRemedyKind {
    /** A custom role of the app is no longer needed: {@code reconcile.sh} removes it. */
    RECONCILE,
    /** A custom role of the app grants more than this release needs: a new deployment of the template updates it. */
    DEPLOY,
    /** Delete the assignment. */
    DELETE,
    /** The owners of the group remove it, because it is assigned to the group. */
    LEAVE_GROUP,
    /** The owners of the scope above subscriptions remove it. */
    ABOVE_SUBSCRIPTIONS,
    /** Do not delete it: a part of it is needed. The templates' roles grant only that part. */
    NARROW_ROLE,
    /** Do not delete it: the app needs that role on one of its own resources. */
    NARROW_SCOPE,
    /** Delete it unless an app setting refers to that resource, which is unknown here. */
    UNLESS_A_SETTING_REFERS_TO_IT,
    /** The script that granted the permission of Microsoft Graph removes it. */
    REVOKE_GRAPH,
    /** Remove it in Entra ID; this project never granted it. */
    ENTRA,
    /** Remove it in Entra ID after the narrower permission is granted: until then it replaces that. */
    ENTRA_AFTER_GRANT
}
