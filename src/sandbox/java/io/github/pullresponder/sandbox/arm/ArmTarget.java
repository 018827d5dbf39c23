package io.github.pullresponder.sandbox.arm;

import io.github.pullresponder.sandbox.estate.ArmId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The target of an ARM path. */
sealed interface ArmTarget {
    /** The full type of the target. */
    String type();

    /** One resource or scope. */
    record Item(ArmId id) implements ArmTarget {
        @Override
        public String type() {
            return id.type();
        }
    }

    /**
     * All resources of a type.
     *
     * @param scope the resource or scope that contains them
     * @param type the full type; without a resource provider, the last segment of the path
     */
    record Listing(ArmId scope, String type) implements ArmTarget {
        boolean isOfType(String other) {
            return type.equalsIgnoreCase(other);
        }

        /** Whether these are child resources, not top-level resources of a scope. */
        boolean isBelowResource() {
            return scope.isResource()
                    && type.toLowerCase(Locale.ROOT).startsWith(scope.type().toLowerCase(Locale.ROOT) + "/");
        }
    }

    /** @param segments the decoded path */
    static Optional<ArmTarget> parse(List<String> segments) {
        Optional<ArmId> id = id(segments);
        return id.isPresent()
                ? Optional.of(new Item(id.get()))
                : listing(segments).map(listing -> listing);
    }

    private static Optional<Listing> listing(List<String> segments) {
        if (segments.isEmpty()) {
            return Optional.empty();
        }
        int last = segments.size() - 1;
        String type = segments.get(last);
        boolean providers = last >= 2 && segments.get(last - 2).equalsIgnoreCase("providers");
        if (providers) {
            return id(segments.subList(0, last - 2))
                    .map(scope -> new Listing(scope, segments.get(last - 1) + "/" + type));
        }
        return id(segments.subList(0, last))
                .map(scope -> new Listing(scope, scope.isResource() ? scope.type() + "/" + type : type));
    }

    private static Optional<ArmId> id(List<String> segments) {
        return segments.isEmpty() ? ArmId.parse("/") : ArmId.parse("/" + String.join("/", segments));
    }
}
