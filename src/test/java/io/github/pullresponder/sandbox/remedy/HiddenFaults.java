package io.github.pullresponder.sandbox.remedy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Estates with a second fault that the first one hides. It is found after the first one is fixed. */
final class HiddenFaults {
    private static final Map<String, Set<String>> CAUSES = Map.of(
            "cluster-principal-disabled", Set.of("PULL_ROLE_MISSING"),
            "pull-secret-principal-expired-and-no-role", Set.of("PULL_SECRET_PRINCIPAL_HAS_NO_ROLE"));

    private HiddenFaults() {}

    static Set<String> in(Path estate) {
        return CAUSES.getOrDefault(estate.getFileName().toString(), Set.of());
    }
}
