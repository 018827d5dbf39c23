package io.github.pullresponder.image;

import java.util.Optional;

/**
 * What a node runs, or what an image is for, in the words of the OCI image specification.
 *
 * @param os such as {@code linux} or {@code windows}
 * @param architecture such as {@code amd64} or {@code arm64}
 * @param osVersion on Windows such as {@code 10.0.20348.2762}
 */
public record Platform(String os, String architecture, Optional<String> osVersion) {
    public boolean hasOsOf(Platform other) {
        return os.equals(other.os);
    }

    public boolean hasArchitectureOf(Platform other) {
        return architecture.equals(other.architecture);
    }

    @Override
    public String toString() {
        return os + "/" + architecture + osVersion.map(version -> " " + version).orElse("");
    }
}
