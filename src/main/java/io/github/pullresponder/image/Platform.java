package io.github.pullresponder.image;

import java.util.Optional;

/**
 * The platform of a node or an image, in terms of the OCI image specification.
 *
 * @param os such as {@code linux} or {@code windows}
 * @param architecture such as {@code amd64} or {@code arm64}
 * @param osVersion on Windows such as {@code 10.0.20348.2762}
 */
public record Platform(String os, String architecture, Optional<String> osVersion) {
    public boolean hasOsOf(Platform other) {
        return os.equals(other.os);
    }

    /**
     * Returns true if a node of this platform pulls an image of that architecture. On Linux, arm64 also runs the 32-bit arm variants, and
     * amd64 runs 386 (containerd: platforms, compare.go).
     */
    public boolean runsArchitectureOf(Platform image) {
        return hasArchitectureOf(image)
                || (os.equals("linux")
                        && ((architecture.equals("arm64") && image.architecture.equals("arm"))
                                || (architecture.equals("amd64") && image.architecture.equals("386"))));
    }

    public boolean hasArchitectureOf(Platform other) {
        return architecture.equals(other.architecture);
    }

    @Override
    public String toString() {
        return os + "/" + architecture + osVersion.map(version -> " " + version).orElse("");
    }
}
