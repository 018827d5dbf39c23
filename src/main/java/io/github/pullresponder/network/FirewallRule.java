package io.github.pullresponder.network;

import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.resource.ResourceId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A rule of an Azure Firewall. */
public sealed interface FirewallRule {
    String name();

    TriState matches(Traffic traffic, Map<ResourceId, ReadResult<IpGroup>> groups);

    /** The reason why the match is not known, if it is an unread IP group. */
    Optional<EvidenceUnavailableException> unread(Traffic traffic, Map<ResourceId, ReadResult<IpGroup>> groups);

    /**
     * The sources or the destinations of a rule: addresses and references to IP groups.
     *
     * @param addresses addresses, ranges, service tags or {@code *}
     */
    record RuleAddresses(List<String> addresses, List<ResourceId> groups) {
        public RuleAddresses {
            addresses = List.copyOf(addresses);
            groups = List.copyOf(groups);
        }

        boolean isEmpty() {
            return addresses.isEmpty() && groups.isEmpty();
        }

        TriState hold(Function<String, TriState> match, Map<ResourceId, ReadResult<IpGroup>> known) {
            return TriState.any(addresses, match).or(TriState.any(groups, group -> inGroup(group, match, known)));
        }

        /** Matches a group. An unread group may contain any address. */
        private static TriState inGroup(
                ResourceId group, Function<String, TriState> match, Map<ResourceId, ReadResult<IpGroup>> known) {
            return Optional.ofNullable(known.get(group))
                    .flatMap(ReadResult::optional)
                    .map(ipGroup -> TriState.any(ipGroup.addresses(), match))
                    .orElse(TriState.MAYBE);
        }

        /** The reasons why groups were not read, if they decide the match. */
        Stream<EvidenceUnavailableException> unread(
                Function<String, TriState> match, Map<ResourceId, ReadResult<IpGroup>> known) {
            return hold(match, known) == TriState.MAYBE
                    ? groups.stream()
                            .flatMap(group -> Optional.ofNullable(known.get(group)).stream())
                            .flatMap(group -> group.why().stream())
                    : Stream.empty();
        }
    }

    /** A rule about addresses and ports. */
    record NetworkRule(
            String name,
            List<String> protocols,
            RuleAddresses sources,
            RuleAddresses destinations,
            List<String> hosts,
            List<String> ports)
            implements FirewallRule {
        public NetworkRule {
            protocols = List.copyOf(protocols);
            hosts = List.copyOf(hosts);
            ports = List.copyOf(ports);
        }

        @Override
        public TriState matches(Traffic traffic, Map<ResourceId, ReadResult<IpGroup>> groups) {
            var tcp = protocols.stream()
                    .anyMatch(protocol -> protocol.equalsIgnoreCase("TCP") || protocol.equalsIgnoreCase("Any"));
            if (!tcp || !Traffic.isToPort(ports)) {
                return TriState.NO;
            }
            var destination = traffic.destination();
            return sources.hold(traffic::isFrom, groups)
                    .and(destinations.hold(destination::isIn, groups).or(TriState.any(hosts, destination::isNamed)));
        }

        @Override
        public Optional<EvidenceUnavailableException> unread(
                Traffic traffic, Map<ResourceId, ReadResult<IpGroup>> groups) {
            return Stream.concat(
                            sources.unread(traffic::isFrom, groups),
                            destinations.unread(traffic.destination()::isIn, groups))
                    .findFirst();
        }
    }

    /**
     * A rule about host names.
     *
     * @param protocols such as {@code Https:443}
     * @param hosts names, with a star for the labels before a domain
     * @param fqdnTags names of groups of hosts that Microsoft maintains, such as {@code AzureKubernetesService}
     * @param hasCategoriesOrUrls true if the rule also matches web categories or URLs, which cannot be compared with a host name
     * @param intercepts true if the firewall terminates TLS and presents its own certificate
     */
    record ApplicationRule(
            String name,
            List<String> protocols,
            RuleAddresses sources,
            List<String> hosts,
            List<String> fqdnTags,
            boolean hasCategoriesOrUrls,
            boolean intercepts)
            implements FirewallRule {
        private static final String HTTPS = "https:" + TrafficDestination.PORT;

        public ApplicationRule {
            protocols = List.copyOf(protocols);
            hosts = List.copyOf(hosts);
            fqdnTags = List.copyOf(fqdnTags);
        }

        /** A rule without FQDN tags. */
        public ApplicationRule(
                String name,
                List<String> protocols,
                RuleAddresses sources,
                List<String> hosts,
                boolean hasCategoriesOrUrls,
                boolean intercepts) {
            this(name, protocols, sources, hosts, List.of(), hasCategoriesOrUrls, intercepts);
        }

        @Override
        public TriState matches(Traffic traffic, Map<ResourceId, ReadResult<IpGroup>> groups) {
            var https = protocols.stream()
                    .anyMatch(protocol -> protocol.toLowerCase(Locale.ROOT).equals(HTTPS));
            if (!https) {
                return TriState.NO;
            }
            var destination = traffic.destination();
            var named = TriState.any(hosts, destination::isNamed)
                    .or(TriState.any(fqdnTags, tag -> FqdnTagMatcher.holds(tag, destination)));
            return sources.hold(traffic::isFrom, groups).and(hasCategoriesOrUrls ? named.or(TriState.MAYBE) : named);
        }

        @Override
        public Optional<EvidenceUnavailableException> unread(
                Traffic traffic, Map<ResourceId, ReadResult<IpGroup>> groups) {
            return sources.unread(traffic::isFrom, groups).findFirst();
        }
    }
}
