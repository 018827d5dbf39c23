package io.github.pullresponder.sandbox.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The target of an API path. Source: Kubernetes documentation, "API concepts", "Resource URIs".
 *
 * @param apiVersion the API version as in objects
 */
record KubernetesTarget(String apiVersion, Optional<String> namespace, String plural, Optional<String> name) {

    /** @param path the segments below the server's root */
    static Optional<KubernetesTarget> parse(List<String> path) {
        var rest = new ArrayList<>(path);
        Optional<String> apiVersion = apiVersion(rest);
        if (apiVersion.isEmpty() || rest.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> namespace = Optional.empty();
        if (rest.get(0).equals("namespaces") && rest.size() >= 3) {
            namespace = Optional.of(rest.get(1));
            rest.subList(0, 2).clear();
        }
        Optional<String> name = rest.size() == 2 ? Optional.of(rest.get(1)) : Optional.empty();
        return rest.size() <= 2
                ? Optional.of(new KubernetesTarget(apiVersion.get(), namespace, rest.get(0), name))
                : Optional.empty();
    }

    String group() {
        return apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
    }

    /** Removes {@code api/v1} or {@code apis/<group>/<version>} from the start of the path. */
    private static Optional<String> apiVersion(List<String> rest) {
        if (isCore(rest)) {
            rest.subList(0, 2).clear();
            return Optional.of("v1");
        }
        if (rest.size() >= 3 && rest.get(0).equals("apis")) {
            String version = rest.get(1) + "/" + rest.get(2);
            rest.subList(0, 3).clear();
            return Optional.of(version);
        }
        return Optional.empty();
    }

    private static boolean isCore(List<String> rest) {
        return rest.size() >= 2 && rest.get(0).equals("api") && rest.get(1).equals("v1");
    }
}
