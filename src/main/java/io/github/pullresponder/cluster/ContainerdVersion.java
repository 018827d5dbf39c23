package io.github.pullresponder.cluster;

import java.util.Optional;
import java.util.regex.Pattern;

/** A version of containerd. */
public record ContainerdVersion(int major, int minor) implements Comparable<ContainerdVersion> {
    private static final Pattern RUNTIME = Pattern.compile("containerd://v?(\\d{1,4})\\.(\\d{1,4})(\\D.*)?");

    /** Parses the version from a node's runtime, such as {@code containerd://1.7.28-1}; absent for another runtime. */
    public static Optional<ContainerdVersion> of(String containerRuntime) {
        var matcher = RUNTIME.matcher(containerRuntime);
        return matcher.matches()
                ? Optional.of(
                        new ContainerdVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(ContainerdVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
