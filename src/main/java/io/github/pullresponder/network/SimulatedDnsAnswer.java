package io.github.pullresponder.network;

import io.github.pullresponder.network.DnsResolution.MissingRecord;
import io.github.pullresponder.network.DnsResolution.PublicResolution;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer of the nodes' DNS, and the path of the query.
 *
 * @param network the network with the Azure DNS that answers
 * @param steps the forwarding steps after the nodes' own network
 * @param doubt the reason why the nodes may get another answer
 */
public record SimulatedDnsAnswer(
        DnsResolution resolution,
        ResourceId network,
        List<DnsForwardingStep> steps,
        Optional<EvidenceUnavailableException> doubt) {

    /** One forwarding step of a query, with its description. */
    public record DnsForwardingStep(FactSource source, String description) {}

    public SimulatedDnsAnswer {
        steps = List.copyOf(steps);
    }

    SimulatedDnsAnswer(DnsResolution resolution, ResourceId network, List<DnsForwardingStep> steps) {
        this(resolution, network, steps, Optional.empty());
    }

    static List<DnsForwardingStep> withStep(List<DnsForwardingStep> steps, ResourceId by, String description) {
        var withStep = new ArrayList<>(steps);
        withStep.add(new DnsForwardingStep(FactSource.arm(by), description));
        return withStep;
    }

    /**
     * Combines the answers of several servers, any of which a node may use: the worst answer counts. It is in doubt if the answers differ
     * or one of them is in doubt.
     */
    static SimulatedDnsAnswer combine(List<String> servers, List<SimulatedDnsAnswer> answers) {
        var worst = worstOf(answers);
        if (!answers.stream().allMatch(answer -> answer.resolution().isSameAs(worst.resolution()))) {
            return worst.withDoubt(Optional.of(EvidenceUnavailableException.beyond(
                    "DNS servers %s return different answers, and it is not known which of them the nodes use",
                    String.join(" and ", servers))));
        }
        return worst.withDoubt(
                answers.stream().flatMap(answer -> answer.doubt().stream()).findFirst());
    }

    /** The same answer without a doubt: the message shows that the node received it. */
    SimulatedDnsAnswer observed() {
        return withDoubt(Optional.empty());
    }

    private SimulatedDnsAnswer withDoubt(Optional<EvidenceUnavailableException> why) {
        return new SimulatedDnsAnswer(resolution, network, steps, why);
    }

    private static SimulatedDnsAnswer worstOf(List<SimulatedDnsAnswer> answers) {
        var open = answers.stream()
                .filter(answer -> answer.resolution() instanceof PublicResolution)
                .toList();
        if (!open.isEmpty()) {
            var unlinked = open.stream()
                    .flatMap(answer -> ((PublicResolution) answer.resolution()).unlinked().stream())
                    .distinct()
                    .toList();
            return new SimulatedDnsAnswer(
                    new PublicResolution(unlinked),
                    open.get(0).network(),
                    open.get(0).steps());
        }
        return answers.stream()
                .filter(answer -> answer.resolution() instanceof MissingRecord)
                .findFirst()
                .orElse(answers.get(0));
    }
}
