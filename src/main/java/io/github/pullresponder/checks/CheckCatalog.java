package io.github.pullresponder.checks;

import io.github.pullresponder.checks.identity.IdentityChecks;
import io.github.pullresponder.checks.image.ImageChecks;
import io.github.pullresponder.checks.network.NetworkChecks;
import io.github.pullresponder.checks.node.NodeChecks;
import io.github.pullresponder.checks.registry.RegistryChecks;
import io.github.pullresponder.diagnosis.Check;
import java.util.List;
import java.util.stream.Stream;

/** Lists all checks: each family lists its own. */
public final class CheckCatalog {
    private CheckCatalog() {}

    public static List<Check> all() {
        return Stream.of(
                        IdentityChecks.all(),
                        RegistryChecks.all(),
                        ImageChecks.all(),
                        NetworkChecks.all(),
                        NodeChecks.all())
                .flatMap(List::stream)
                .toList();
    }
}
