package io.github.pullresponder.sandbox.remedy;

import java.util.Set;

/** Estates whose report has a remedy that does not help, or harms. An entry that is repaired fails, so the list can only shrink. */
final class Unrepaired {
    static final Set<String> REMEDIES = Set.of("credentials-expiring", "credentials-expiring-told-once");

    private Unrepaired() {}
}
