package io.github.pullresponder.intake.input;

import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.queue.WorkItem.OriginEvent;
import io.github.pullresponder.queue.WorkItem.PullFailed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pods of one cluster with failed pulls from one repository, with one symptom: one failure for a person.
 *
 * @param members at least one, the newest first
 */
public record FailureGroup(FailureGroupKey key, List<PodWithFailedPull> members) {
    /** The common properties of the members. */
    public record FailureGroupKey(String cluster, String pulls, Symptom symptom) {
        public List<String> parts() {
            return List.of(cluster, pulls, symptom.name());
        }
    }

    /** A pod and its repository, for any symptom. */
    private record PodRepositoryKey(String cluster, PodName pod, String pulls) {
        static PodRepositoryKey of(PodWithFailedPull pod) {
            return new PodRepositoryKey(pod.clusterKey(), pod.name(), pod.pulls());
        }
    }

    /**
     * Builds the groups in the order of their newest members. A pod without a reason joins the newest group of the same pull with a
     * reason.
     */
    public static List<FailureGroup> of(List<PodWithFailedPull> pods) {
        var newestFirst = pods.stream()
                .sorted(Comparator.comparing(PodWithFailedPull::last).reversed())
                .toList();
        var symptoms = new HashMap<PodRepositoryKey, Symptom>();
        newestFirst.stream()
                .filter(PodWithFailedPull::hasReason)
                .forEach(pod -> symptoms.putIfAbsent(PodRepositoryKey.of(pod), pod.symptom()));
        Map<FailureGroupKey, List<PodWithFailedPull>> groups = new LinkedHashMap<>();
        for (var pod : newestFirst) {
            var symptom =
                    pod.hasReason() ? pod.symptom() : symptoms.getOrDefault(PodRepositoryKey.of(pod), pod.symptom());
            groups.computeIfAbsent(
                            new FailureGroupKey(pod.clusterKey(), pod.pulls(), symptom), key -> new ArrayList<>())
                    .add(pod);
        }
        return groups.entrySet().stream()
                .map(group -> new FailureGroup(group.getKey(), List.copyOf(group.getValue())))
                .toList();
    }

    public PodWithFailedPull newest() {
        return members.get(0);
    }

    /** The member whose message represents the group: the newest with a reason, otherwise the newest with a message. */
    private PodWithFailedPull representative() {
        return members.stream()
                .filter(PodWithFailedPull::hasReason)
                .findFirst()
                .or(() -> members.stream()
                        .filter(pod -> pod.message().isPresent())
                        .findFirst())
                .orElseGet(this::newest);
    }

    public PullFailed asItem(String id, OriginEvent origin, Optional<String> alertId) {
        var pods = members.stream().map(PodWithFailedPull::name).distinct().toList();
        var representative = representative();
        var failure = PullFailure.of(newest().cluster(), pods, representative.image(), representative.message());
        return new PullFailed(id, origin, failure, pods.size(), alertId);
    }
}
