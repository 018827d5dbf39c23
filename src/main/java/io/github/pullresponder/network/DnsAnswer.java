package io.github.pullresponder.network;

import io.github.pullresponder.network.DnsResolution.MissingRecord;
import io.github.pullresponder.network.DnsResolution.PublicResolution;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the nodes' DNS answers, and how the question got there.
 *
 * @param network the one whose Azure DNS answers
 * @param steps what sent the question on, after the nodes' network itself
 * @param doubt the reason why the nodes may get another answer
 */
public record DnsAnswer(
        DnsResolution resolution, ResourceId network, List<Step> steps, Optional<EvidenceUnavailableException> doubt) {

    /** One time that a question was sent on, in words. */
    public record Step(Source source, String words) {}

    public DnsAnswer {
        steps = List.copyOf(steps);
    }

    DnsAnswer(DnsResolution resolution, ResourceId network, List<Step> steps) {
        this(resolution, network, steps, Optional.empty());
    }

    static List<Step> longer(List<Step> steps, ResourceId by, String words) {
        var longer = new ArrayList<>(steps);
        longer.add(new Step(Source.arm(by), words));
        return longer;
    }

    /**
     * The answer of several servers, of which a node may ask any: a name is only as private as the worst of them has it. It is in doubt
     * if they differ.
     */
    static DnsAnswer together(List<String> servers, List<DnsAnswer> answers) {
        var worst = worstOf(answers);
        return answers.stream().allMatch(answer -> answer.resolution().isSameAs(worst.resolution()))
                ? worst
                : worst.unless(EvidenceUnavailableException.beyond(
                        "DNS servers %s answer differently, and which of them the nodes ask is not known",
                        String.join(" and ", servers)));
    }

    /** The same answer, if the node is known to have got it. */
    DnsAnswer observed() {
        return new DnsAnswer(resolution, network, steps);
    }

    private DnsAnswer unless(EvidenceUnavailableException why) {
        return new DnsAnswer(resolution, network, steps, Optional.of(why));
    }

    private static DnsAnswer worstOf(List<DnsAnswer> answers) {
        var open = answers.stream()
                .filter(answer -> answer.resolution() instanceof PublicResolution)
                .toList();
        if (!open.isEmpty()) {
            var unlinked = open.stream()
                    .flatMap(answer -> ((PublicResolution) answer.resolution()).unlinked().stream())
                    .distinct()
                    .toList();
            return new DnsAnswer(
                    new PublicResolution(unlinked),
                    open.get(0).network(),
                    open.get(0).steps(),
                    open.get(0).doubt());
        }
        return answers.stream()
                .filter(answer -> answer.resolution() instanceof MissingRecord)
                .findFirst()
                .orElse(answers.get(0));
    }
}
