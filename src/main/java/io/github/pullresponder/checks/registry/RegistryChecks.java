package io.github.pullresponder.checks.registry;

import io.github.pullresponder.diagnosis.Check;
import java.util.List;

/** Lists the checks of registries. */
public final class RegistryChecks {
    private static final List<Check> ALL = List.of(
            new LoginServerSpellingCheck(),
            new RegistryExistsCheck(),
            new CustomerManagedKeyCheck(),
            new RegistryThrottledCheck(),
            new ExternalRegistryThrottledCheck(),
            new RegistryHealthCheck());

    private RegistryChecks() {}

    public static List<Check> all() {
        return ALL;
    }
}
