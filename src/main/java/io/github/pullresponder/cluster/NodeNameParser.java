package io.github.pullresponder.cluster;

import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the pool from a node's name, for nodes that cannot be read. */
public final class NodeNameParser {
    /** {@code aks-<pool>-<number>-vmss<instance>} on Linux, {@code aks<pool><6 characters>} on Windows. */
    private static final Pattern LINUX = Pattern.compile("aks-([a-z][a-z0-9]*)-\\d+-vmss[0-9a-z]+");

    private static final Pattern WINDOWS = Pattern.compile("aks([a-z][a-z0-9]{0,5})[0-9a-z]{6}");

    private NodeNameParser() {}

    public static Optional<String> poolOf(String node) {
        var linux = LINUX.matcher(node);
        if (linux.matches()) {
            return Optional.of(linux.group(1));
        }
        var windows = WINDOWS.matcher(node);
        return windows.matches() ? Optional.of(windows.group(1)) : Optional.empty();
    }
}
