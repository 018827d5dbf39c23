package io.github.pullresponder.sandbox.remedy;

import java.util.Set;

/** Estates whose report has a remedy that does not help, or harms. An entry that is repaired fails, so the list can only shrink. */
final class Unrepaired {
    static final Set<String> REMEDIES = Set.of(
            "admin-user-disabled",
            "credentials-expiring",
            "credentials-expiring-told-once",
            "pull-secret-for-other-azure-registry");

    private Unrepaired() {}
}
