package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.Check;
import java.util.List;

/** All checks, in the order of the catalogue. A new check is one more line here. */
public final class Checks {
    private Checks() {}

    public static List<Check> all() {
        return List.of(new PullRoleCheck(), new PullRoleOnAnotherIdentityCheck(), new KubeletIdentityOnNodesCheck());
    }
}
