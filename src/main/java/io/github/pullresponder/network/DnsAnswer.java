package io.github.pullresponder.network;

import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;

/**
 * What the nodes' DNS answers, and how the question got there.
 *
 * @param network the one whose Azure DNS answers
 * @param steps what sent the question on, after the nodes' network itself
 */
public record DnsAnswer(Resolution resolution, ResourceId network, List<Step> steps) {

    /** One time that a question was sent on, in words. */
    public record Step(Source source, String words) {}

    public DnsAnswer {
        steps = List.copyOf(steps);
    }

    static List<Step> longer(List<Step> steps, ResourceId by, String words) {
        var longer = new ArrayList<>(steps);
        longer.add(new Step(Source.arm(by), words));
        return longer;
    }

    /** Any of several servers may be asked: a name is only as private as the worst of them has it. */
    static DnsAnswer together(List<DnsAnswer> answers) {
        var open = answers.stream()
                .filter(answer -> answer.resolution() instanceof Resolution.Public)
                .toList();
        if (!open.isEmpty()) {
            var unlinked = open.stream()
                    .flatMap(answer -> ((Resolution.Public) answer.resolution()).unlinked().stream())
                    .distinct()
                    .toList();
            return new DnsAnswer(
                    new Resolution.Public(unlinked),
                    open.get(0).network(),
                    open.get(0).steps());
        }
        return answers.stream()
                .filter(answer -> answer.resolution() instanceof Resolution.Absent)
                .findFirst()
                .orElse(answers.get(0));
    }
}
