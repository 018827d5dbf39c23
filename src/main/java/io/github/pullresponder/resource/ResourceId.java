package io.github.pullresponder.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of an Azure resource or scope. Comparison ignores case, as in Azure Resource Manager.
 *
 * <p>Events and alerts use other letter case than ARM ({@code resourcegroups}), so ids are never compared as text.
 */
public final class ResourceId {
    private static final int LONGEST = 2_048;
    private static final Pattern SEGMENT = Pattern.compile("[\\w.()\\- @+~$&,;=%]+", Pattern.UNICODE_CHARACTER_CLASS);

    private final String text;
    private final String key;
    private final List<String> segments;

    private ResourceId(String text, List<String> segments) {
        this.text = text;
        this.key = text.toLowerCase(Locale.ROOT);
        this.segments = segments;
    }

    /**
     * Parses a resource id.
     *
     * @throws IllegalArgumentException with the fault, if {@code text} is not of the form
     *     {@code /subscriptions/…}, {@code /providers/…} or {@code /}
     */
    public static ResourceId parse(String text) {
        var trimmed = text.strip();
        if (trimmed.equals("/")) {
            return new ResourceId("/", List.of());
        }
        if (!trimmed.startsWith("/")) {
            throw new IllegalArgumentException("an Azure resource id starts with /subscriptions/");
        }
        if (trimmed.length() > LONGEST) {
            throw new IllegalArgumentException("an Azure resource id has at most " + LONGEST + " characters");
        }
        var segments = Arrays.asList(trimmed.substring(1).split("/", -1));
        for (var segment : segments) {
            if (segment.equals(".")
                    || segment.equals("..")
                    || !SEGMENT.matcher(segment).matches()) {
                throw new IllegalArgumentException(
                        "'%.64s' is not a segment of an Azure resource id".formatted(segment));
            }
        }
        return new ResourceId("/" + String.join("/", segments), List.copyOf(segments));
    }

    /** The id of the resource group of the given name in the same subscription. */
    public ResourceId resourceGroupNamed(String resourceGroup) {
        return parse("/subscriptions/" + subscription() + "/resourceGroups/" + resourceGroup);
    }

    /** The resource that contains this one: its id has two segments less. */
    public ResourceId parent() {
        return parse("/" + String.join("/", segments.subList(0, Math.max(0, segments.size() - 2))));
    }

    /** This resource itself, or the nearest parent of the given type. */
    public Optional<ResourceId> within(String type) {
        for (var id = this; !id.type().isEmpty(); id = id.parent()) {
            if (id.isOfType(type)) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    /** The subscription, or an empty text for ids above subscriptions. */
    public String subscription() {
        return after("subscriptions").orElse("");
    }

    /** The resource group, or an empty text for ids above resource groups. */
    public String resourceGroup() {
        return after("resourceGroups").orElse("");
    }

    /** The last segment: the resource's own name. */
    public String name() {
        return segments.isEmpty() ? "/" : segments.get(segments.size() - 1);
    }

    /** Its type, such as {@code Microsoft.ContainerRegistry/registries}; empty for a scope that is not a resource. */
    public String type() {
        return typeOf(segments);
    }

    /** Returns true if this is a resource of the given type, such as {@code Microsoft.ContainerRegistry/registries}. */
    public boolean isOfType(String type) {
        return typeOf(segments).equalsIgnoreCase(type);
    }

    /** Returns true if this is {@code scope} itself or below it. */
    public boolean isWithin(ResourceId scope) {
        return scope.key.equals("/") || key.equals(scope.key) || key.startsWith(scope.key + "/");
    }

    /** Returns true for a management group, the root, or a resource of them: the id contains no subscription. */
    public boolean isAboveSubscriptions() {
        return subscription().isEmpty();
    }

    private Optional<String> after(String label) {
        for (var i = 0; i + 1 < segments.size(); i += 2) {
            if (segments.get(i).equalsIgnoreCase(label)) {
                return Optional.of(segments.get(i + 1));
            }
        }
        return Optional.empty();
    }

    private static String typeOf(List<String> segments) {
        var provider = -1;
        for (var i = 0; i + 1 < segments.size(); i++) {
            if (segments.get(i).equalsIgnoreCase("providers")) {
                provider = i;
            }
        }
        if (provider < 0) {
            return "";
        }
        var type = new StringBuilder(segments.get(provider + 1));
        for (var i = provider + 2; i < segments.size(); i += 2) {
            type.append('/').append(segments.get(i));
        }
        return type.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourceId that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
