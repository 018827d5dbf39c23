package io.github.pullresponder.notification;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The rules of a channel. An empty list is no condition; a property that a notification does not have meets every condition, so that
 * no notification is lost.
 */
public record NotificationFilter(List<String> clusters, List<String> namespaces, List<String> causes) {
    /** The route that accepts all notifications. */
    public static final NotificationFilter ALL = new NotificationFilter(List.of(), List.of(), List.of());

    public NotificationFilter {
        clusters = List.copyOf(clusters);
        namespaces = List.copyOf(namespaces);
        causes = List.copyOf(causes);
    }

    boolean accepts(NotificationRoutingAttributes audience) {
        var cluster = audience.cluster().stream()
                .flatMap(id -> Stream.of(id.name(), id.toString()))
                .toList();
        return matches(clusters, cluster)
                && matches(namespaces, audience.namespaces())
                && matches(causes, audience.causes());
    }

    private static boolean matches(List<String> patterns, Collection<String> names) {
        return patterns.isEmpty()
                || names.isEmpty()
                || names.stream().anyMatch(name -> patterns.stream().anyMatch(pattern -> matches(pattern, name)));
    }

    /** Matches a pattern, in which {@code *} is any text; case is ignored, as in Azure. */
    private static boolean matches(String pattern, String name) {
        var parts = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
        var text = name.toLowerCase(Locale.ROOT);
        if (parts.length == 1) {
            return text.equals(parts[0]);
        }
        if (!text.startsWith(parts[0])) {
            return false;
        }
        var at = parts[0].length();
        for (var i = 1; i < parts.length - 1; i++) {
            var found = text.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        var last = parts[parts.length - 1];
        return text.length() - at >= last.length() && text.endsWith(last);
    }
}
