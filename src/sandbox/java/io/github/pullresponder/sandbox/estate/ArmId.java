package io.github.pullresponder.sandbox.estate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The id of a resource, a resource group, a subscription or the tenant in Azure Resource Manager.
 *
 * <p>Ids compare ignoring case, because {@code resourceGroups} and {@code resourcegroups} both occur: compare
 * {@link #key()}. Two ids are equal if their keys are equal.
 */
public final class ArmId {
    private static final String PROVIDERS = "providers";

    private final String text;
    private final List<String> segments;
    private final List<String> types;

    private ArmId(String text, List<String> segments, List<String> types) {
        this.text = text;
        this.segments = segments;
        this.types = types;
    }

    /** Parses an id; empty if the text is not an id. */
    public static Optional<ArmId> parse(String text) {
        if (!text.startsWith("/") || text.contains("//")) {
            return Optional.empty();
        }
        String trimmed = text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        List<String> segments =
                trimmed.equals("/") ? List.of() : List.of(trimmed.substring(1).split("/", -1));
        return types(segments).map(types -> new ArmId(trimmed, segments, types));
    }

    /** The id with its original spelling. */
    public String text() {
        return text;
    }

    public String key() {
        return segments.isEmpty() ? "" : text.toLowerCase(Locale.ROOT);
    }

    public Optional<String> subscription() {
        return named(0, "subscriptions");
    }

    public Optional<String> resourceGroup() {
        return named(2, "resourceGroups");
    }

    /** Whether this is a resource of a resource provider, not a scope that contains resources. */
    public boolean isResource() {
        return segments.stream().anyMatch(PROVIDERS::equalsIgnoreCase);
    }

    /** The full type, such as {@code Microsoft.Network/virtualNetworks/subnets}; empty for a scope. */
    public String type() {
        return String.join("/", types);
    }

    public String name() {
        return segments.isEmpty() ? "" : segments.get(segments.size() - 1);
    }

    /** The parent resource, or the scope that contains a top-level resource. */
    public ArmId parent() {
        boolean topLevel = types.size() == 2;
        int cut = segments.size() - (topLevel ? 4 : 2);
        String parent = "/" + String.join("/", segments.subList(0, Math.max(cut, 0)));
        return parse(parent).orElseThrow();
    }

    /** Whether this id equals another id or is above it. */
    public boolean covers(ArmId other) {
        return other.key().equals(key()) || other.key().startsWith(key() + "/");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArmId id && id.key().equals(key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private Optional<String> named(int index, String kind) {
        boolean there = segments.size() > index + 1 && segments.get(index).equalsIgnoreCase(kind);
        return there ? Optional.of(segments.get(index + 1)) : Optional.empty();
    }

    /** The last provider and its types; empty if the segments are not an id. */
    private static Optional<List<String>> types(List<String> segments) {
        if (segments.stream().anyMatch(String::isBlank)) {
            return Optional.empty();
        }
        int at = startsWith(segments, 0, "subscriptions") ? 2 : 0;
        at = at == 2 && startsWith(segments, 2, "resourceGroups") ? 4 : at;
        List<String> types = new ArrayList<>();
        while (at < segments.size()) {
            if (segments.get(at).equalsIgnoreCase(PROVIDERS)) {
                if (at + 4 > segments.size()) {
                    return Optional.empty();
                }
                types = new ArrayList<>(Arrays.asList(segments.get(at + 1), segments.get(at + 2)));
                at += 4;
            } else if (!types.isEmpty() && at + 2 <= segments.size()) {
                types.add(segments.get(at));
                at += 2;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(List.copyOf(types));
    }

    private static boolean startsWith(List<String> segments, int index, String kind) {
        return segments.size() > index + 1 && segments.get(index).equalsIgnoreCase(kind);
    }
}
