package io.github.pullresponder.sandbox;

import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.read.EvidenceSubject;
import java.util.Locale;

/** The subjects of a report's pull: a fact about a neighbor proves nothing. */
final class VerdictSubjects {
    private VerdictSubjects() {}

    static boolean isOf(Report report, EvidenceSubject subject) {
        var about = report.subject();
        var name = subject.name().toLowerCase(Locale.ROOT);
        return switch (subject.kind()) {
            case NODE -> about.placement().node().filter(name::equalsIgnoreCase).isPresent();
            case NODE_POOL ->
                about.placement().nodePool().isEmpty()
                        || about.placement()
                                .nodePool()
                                .filter(name::equalsIgnoreCase)
                                .isPresent();
            case PULL_SECRET, SERVICE_ACCOUNT ->
                about.pods().isEmpty()
                        || about.pods().stream()
                                .anyMatch(pod -> name.startsWith(pod.namespace().toLowerCase(Locale.ROOT) + "/"));
            case CLUSTER ->
                about.cluster()
                        .filter(id -> id.toString().equalsIgnoreCase(name))
                        .isPresent();
            case REGISTRY ->
                about.registry()
                        .map(registry -> registry.toLowerCase(Locale.ROOT))
                        .filter(registry -> registry.equals(name)
                                || name.startsWith(registry.substring(registry.lastIndexOf('/') + 1))
                                || about.image().toLowerCase(Locale.ROOT).startsWith(name))
                        .isPresent();
            case IMAGE -> !about.image().isEmpty();
            case IDENTITY, PATH_HOP, MESSAGE, RESOURCE -> true;
        };
    }
}
