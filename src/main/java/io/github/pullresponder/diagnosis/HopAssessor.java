package io.github.pullresponder.diagnosis;

import io.github.pullresponder.network.HopResult;
import io.github.pullresponder.network.NetworkHop;
import io.github.pullresponder.read.FactSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the hops of a pull with the verdicts of the checks. A hop stops the traffic only if a check confirms it or has an advisory for it; if
 * the checks for a kind of hop are undetermined, the state of such a hop is unknown.
 */
public final class HopAssessor {
    /** The ids of the checks for each kind of hop. */
    private static final Map<String, List<String>> CHECKS_BY_KIND = Map.ofEntries(
            Map.entry("proxy", List.of("proxy")),
            Map.entry("DNS", List.of("private-dns-zone", "private-dns-record", "custom-dns", "host-resolution")),
            Map.entry("admin rules", List.of("security-groups", "data-endpoint")),
            Map.entry("NSG", List.of("security-groups", "data-endpoint")),
            Map.entry("route", List.of("route", "data-endpoint")),
            Map.entry("peering", List.of("peering", "peering-state")),
            Map.entry("network", List.of("peering", "peering-state")),
            Map.entry("firewall", List.of("firewall", "data-endpoint")),
            Map.entry("public address", List.of("egress-address", "egress")),
            Map.entry("registry", List.of("public-access", "private-endpoint-approval")),
            Map.entry("service endpoint", List.of("service-endpoint")));

    private final List<CheckResult> results;

    private HopAssessor(List<CheckResult> results) {
        this.results = results;
    }

    /** Returns the same hops; a hop is unknown if the checks do not agree with the model. */
    static List<NetworkHop> of(List<NetworkHop> modeled, List<CheckResult> results) {
        var path = new HopAssessor(results);
        return modeled.stream().map(hop -> path.assess(hop, modeled)).toList();
    }

    /** The ids of the checks for a kind of hop. */
    public static List<String> checksOf(String kind) {
        return CHECKS_BY_KIND.getOrDefault(kind, List.of());
    }

    private NetworkHop assess(NetworkHop hop, List<NetworkHop> all) {
        var verdicts = results.stream()
                .filter(result -> checksOf(hop.kind()).contains(result.id()))
                .map(CheckResult::verdict)
                .toList();
        return switch (hop.state()) {
            case UNKNOWN -> hop;
            case STOPS ->
                verdicts.stream().anyMatch(HopAssessor::isFault)
                        ? hop
                        : reason(verdicts).map(why -> unknown(hop, why)).orElse(hop);
            case PASSES -> assessPassing(hop, all, verdicts);
        };
    }

    private NetworkHop assessPassing(NetworkHop hop, List<NetworkHop> all, List<Verdict> verdicts) {
        var seen = confirmedAt(hop, all);
        if (seen.isPresent()) {
            return new NetworkHop(hop.kind(), hop.name(), HopResult.STOPS, seen.get(), hop.source());
        }
        return verdicts.stream().anyMatch(HopAssessor::isFault) || wasSeen(hop) || hasUnknown(all, hop.kind())
                ? hop
                : openWithoutOther(verdicts).map(why -> unknown(hop, why)).orElse(hop);
    }

    /** The detail of a confirmed check that is only for this hop, such as an address in the message. */
    private Optional<String> confirmedAt(NetworkHop hop, List<NetworkHop> all) {
        return results.stream()
                .filter(result -> result.verdict() instanceof Verdict.Confirmed)
                .filter(result -> all.stream()
                        .filter(other -> checksOf(other.kind()).contains(result.id()))
                        .toList()
                        .equals(List.of(hop)))
                .map(result -> result.verdict().detail())
                .findFirst();
    }

    private static boolean isFault(Verdict verdict) {
        return verdict instanceof Verdict.Confirmed || !verdict.advisories().isEmpty();
    }

    private static boolean wasSeen(NetworkHop hop) {
        return hop.source().filter(FactSource.message()::equals).isPresent();
    }

    private static boolean hasUnknown(List<NetworkHop> all, String kind) {
        return all.stream().anyMatch(hop -> hop.kind().equals(kind) && hop.state() == HopResult.UNKNOWN);
    }

    private static Optional<String> reason(List<Verdict> verdicts) {
        return open(verdicts).or(() -> verdicts.stream().map(Verdict::detail).findFirst());
    }

    private static Optional<String> open(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(Verdict.Undetermined.class::isInstance)
                .map(Verdict::detail)
                .findFirst();
    }

    /** The reason why the hop is unknown, if no check for its kind rules its cause out. */
    private static Optional<String> openWithoutOther(List<Verdict> verdicts) {
        return verdicts.stream().noneMatch(Verdict.RuledOut.class::isInstance) ? open(verdicts) : Optional.empty();
    }

    private static NetworkHop unknown(NetworkHop hop, String why) {
        return new NetworkHop(hop.kind(), hop.name(), HopResult.UNKNOWN, why, Optional.empty());
    }
}
