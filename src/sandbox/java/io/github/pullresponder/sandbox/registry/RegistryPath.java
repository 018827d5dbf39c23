package io.github.pullresponder.sandbox.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The target of a data plane path. Source: OCI distribution specification, "Endpoints"; REST reference, "Container
 * Registry".
 *
 * @param operation the operation
 * @param repository empty for the registry as a whole
 * @param reference tag or digest; empty if the path has none
 */
record RegistryPath(Operation operation, String repository, String reference) {
    enum Operation {
        BASE("/v2", ""),
        CATALOG("(?:/v2|/acr/v1)/_catalog", "registry"),
        DELETED_CATALOG("/acr/v1/_deleted/_catalog", "registry"),
        DELETED_TAGS("/acr/v1/_deleted/(?<name>.+)/_tags", Scope.DELETED_READ),
        DELETED_MANIFESTS("/acr/v1/_deleted/(?<name>.+)/_manifests", Scope.DELETED_READ),
        TAG_NAMES("/v2/(?<name>.+)/tags/list", Scope.METADATA_READ),
        MANIFEST("/v2/(?<name>.+)/manifests/(?<reference>[^/]+)", Scope.PULL),
        BLOB("/v2/(?<name>.+)/blobs/(?<reference>[^/]+)", Scope.PULL),
        TAGS("/acr/v1/(?<name>.+)/_tags", Scope.METADATA_READ),
        TAG_PROPERTIES("/acr/v1/(?<name>.+)/_tags/(?<reference>[^/]+)", Scope.METADATA_READ),
        MANIFESTS("/acr/v1/(?<name>.+)/_manifests", Scope.METADATA_READ),
        MANIFEST_PROPERTIES("/acr/v1/(?<name>.+)/_manifests/(?<reference>[^/]+)", Scope.METADATA_READ),
        REPOSITORY_PROPERTIES("/acr/v1/(?<name>[^_].*)", Scope.METADATA_READ);

        private final Pattern pattern;
        private final String action;

        Operation(String pattern, String action) {
            this.pattern = Pattern.compile(pattern);
            this.action = action;
        }
    }

    /** @param path decoded, without a slash at its end */
    static Optional<RegistryPath> parse(String path) {
        for (Operation operation : Operation.values()) {
            Matcher matcher = operation.pattern.matcher(path);
            if (matcher.matches()) {
                return Optional.of(new RegistryPath(operation, group(matcher, "name"), group(matcher, "reference")));
            }
        }
        return Optional.empty();
    }

    /** The scope that a token must allow; empty if any token is sufficient. */
    Optional<Scope> scope() {
        return switch (operation.action) {
            case "" -> Optional.empty();
            case "registry" -> Optional.of(Scope.catalog());
            default -> Optional.of(Scope.of("repository", repository, operation.action));
        };
    }

    private static String group(Matcher matcher, String name) {
        return matcher.pattern().pattern().contains("<" + name + ">") ? matcher.group(name) : "";
    }
}
