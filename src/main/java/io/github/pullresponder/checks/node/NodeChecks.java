package io.github.pullresponder.checks.node;

import io.github.pullresponder.diagnosis.Check;
import java.util.List;

/** Lists the checks of nodes. */
public final class NodeChecks {
    private static final List<Check> ALL = List.of(new NodePullLimitCheck(), new NodeDiskCheck(), new NodeClockCheck());

    private NodeChecks() {}

    public static List<Check> all() {
        return ALL;
    }
}
