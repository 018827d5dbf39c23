package io.github.pullresponder.checks.network;

import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.DnsResolution;
import io.github.pullresponder.network.DnsResolution.MissingRecord;
import io.github.pullresponder.network.DnsResolution.PrivateResolution;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.PullErrorObservations;
import io.github.pullresponder.pullerror.PullStage;
import io.github.pullresponder.pullerror.Symptom;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares the message with the modeled network path. The node's message is a fact: if the model contradicts it, a check that depends
 * on the model neither confirms nor rules out.
 */
record PathContradictions(PullPath path, PullError error) {
    /** Azure DNS, the node's own resolver, and AKS LocalDNS, which forward to the network's DNS servers. */
    private static final Set<String> RELAYS =
            Set.of("168.63.129.16", "169.254.10.10", "169.254.10.11", "169.254.20.10");

    /** Answers of the registry itself: a server error may come from a device on the network path. */
    private static final Set<Symptom> ANSWERS =
            Set.of(Symptom.UNAUTHORIZED, Symptom.NOT_FOUND, Symptom.DISALLOWED, Symptom.FORBIDDEN, Symptom.THROTTLED);

    private static final String AZURE_DNS = "168.63.129.16";

    /** Set if the mirror on the node failed: the message then says nothing about the path to the registry. */
    Optional<String> mirror() {
        return error.host()
                .filter(PullErrorObservations::isOnNode)
                .map(host -> "a mirror on the node failed (%s): the message says nothing about the path to %s"
                        .formatted(host, path.loginServer()));
    }

    /**
     * Set if the node connected to another address than the modeled one. If the visible DNS returns the address that the node connected
     * to, that explains the difference: the intended path remains valid.
     */
    Optional<String> traffic() {
        return hosts().flatMap(host -> trafficTo(host).stream()).findFirst();
    }

    private Optional<String> trafficTo(String host) {
        var dialed = dialed(host);
        var modeled = PullContext.optionally(() -> path.destinations(host)).orElse(List.of());
        if (dialed.isEmpty() || modeled.isEmpty()) {
            return Optional.empty();
        }
        var addresses = modeled.stream()
                .flatMap(destination -> destination.address().stream())
                .toList();
        var agrees = addresses.isEmpty() ? dialed.stream().anyMatch(this::isPublic) : intersect(dialed, addresses);
        return agrees || isResolvedTo(dialed, host)
                ? Optional.empty()
                : Optional.of("the node connected to %s for %s, not to %s"
                        .formatted(texts(dialed), host, addresses.isEmpty() ? "a public address" : texts(addresses)));
    }

    /** Set if the login server answered: nothing on the path to it blocks all traffic. */
    Optional<String> answer() {
        var login = path.loginServer();
        if (path.failedAtData() && error.stage() == PullStage.DOWNLOAD) {
            return Optional.of("the node got as far as the layers, so %s answered it".formatted(login));
        }
        return error.observations().attempts().stream()
                .filter(attempt -> ANSWERS.contains(attempt.symptom()))
                .filter(attempt ->
                        attempt.hostName().filter(login::equalsIgnoreCase).isPresent())
                .findFirst()
                .map(attempt -> "%s answered another attempt of the node (%s)"
                        .formatted(login, attempt.symptom().label()));
    }

    /** Set if the node got another address than the modeled DNS returns, or queried another DNS server. */
    Optional<String> resolution() {
        return server().or(() ->
                        hosts().flatMap(host -> resolutionOf(host).stream()).findFirst())
                .or(this::arrival);
    }

    private Optional<String> resolutionOf(String host) {
        var dialed = dialed(host);
        if (dialed.isEmpty() || dialedEndpoint(host).isPresent()) {
            return Optional.empty();
        }
        return PullContext.optionally(() -> path.resolution(host))
                .filter(modeled -> !agrees(modeled, dialed))
                .map(modeled -> "the node connected to %s for %s, but the visible DNS returns %s"
                        .formatted(texts(dialed), host, words(modeled)));
    }

    /** Without a private endpoint, no name resolves to a private address. */
    private boolean isResolvedTo(List<AddressRange> dialed, String host) {
        return PullContext.optionally(() -> path.resolution(host))
                .filter(modeled -> agrees(modeled, dialed))
                .isPresent();
    }

    private boolean agrees(DnsResolution modeled, List<AddressRange> dialed) {
        if (modeled instanceof PrivateResolution resolved) {
            return intersect(dialed, resolved.addresses());
        }
        if (modeled instanceof MissingRecord absent && !absent.fallsBack()) {
            return false;
        }
        return dialed.stream().anyMatch(this::isPublic);
    }

    private static String words(DnsResolution modeled) {
        if (modeled instanceof PrivateResolution resolved) {
            return texts(resolved.addresses());
        }
        return modeled instanceof MissingRecord absent && !absent.fallsBack() ? "nothing" : "a public address";
    }

    /** A public client address shows that the request used the public path. */
    private Optional<String> arrival() {
        return error.observations()
                .clientAddress()
                .flatMap(AddressRange::find)
                .filter(AddressRange::isOnePublicAddress)
                .filter(client -> path.proxyFor(path.loginServer()).isEmpty())
                .filter(client -> PullContext.optionally(() -> path.resolution(path.loginServer()))
                        .filter(PrivateResolution.class::isInstance)
                        .isPresent())
                .map(client ->
                        "the registry received the request from the public address %s, but the visible DNS returns a private address"
                                .formatted(client));
    }

    private Optional<String> server() {
        var asked = error.observations().nameServers();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        var own = path.resolver().servers();
        var contradicts = asked.stream()
                .allMatch(server -> !own.contains(server)
                        && !server.startsWith("127.")
                        && (own.isEmpty()
                                ? !RELAYS.contains(server)
                                : server.equals(AZURE_DNS) || !RELAYS.contains(server)));
        return contradicts
                ? Optional.of("the node used DNS server %s, but its network is configured with %s"
                        .formatted(
                                String.join(" and ", asked), own.isEmpty() ? "Azure DNS" : String.join(" and ", own)))
                : Optional.empty();
    }

    /** The private endpoint's address, if the node connected to it: the name was then resolved to it. */
    Optional<AddressRange> dialedEndpoint(String host) {
        var own = PullContext.orEmpty(path::endpoint)
                .map(endpoint -> endpoint.addressesOf(host))
                .orElse(List.of());
        return dialed(host).stream().filter(own::contains).findFirst();
    }

    /** Set if one attempt resolved the host, although another attempt could not resolve it. */
    Optional<String> resolvedOnce() {
        return error.observations()
                .hostOf(Symptom.HOST_NOT_RESOLVED)
                .map(PullErrorObservations::withoutPort)
                .filter(host -> !dialed(host).isEmpty())
                .map(host -> "another attempt resolved the name: it connected to %s for %s"
                        .formatted(texts(dialed(host)), host));
    }

    /** Set if the node connected to the host itself, although the model expects a proxy. */
    Optional<String> proxy() {
        return hosts().filter(host -> !dialed(host).isEmpty())
                .flatMap(host -> path
                        .proxyFor(host)
                        .filter(proxy -> dialedEndpoint(host).isPresent()
                                || (AddressRange.find(hostIn(proxy.address())).isPresent()
                                        && dialed(host).stream()
                                                .noneMatch(AddressRange.of(hostIn(proxy.address()))::equals)))
                        .map(proxy -> "the node connected to %s for %s, not to the proxy %s"
                                .formatted(texts(dialed(host)), host, proxy.address()))
                        .stream())
                .findFirst();
    }

    /** {@code http://10.0.0.4:3128/} */
    private static String hostIn(String proxy) {
        var start = proxy.indexOf("://");
        var authority = start < 0 ? proxy : proxy.substring(start + "://".length());
        var slash = authority.indexOf('/');
        return PullErrorObservations.withoutPort(slash < 0 ? authority : authority.substring(0, slash));
    }

    private Stream<String> hosts() {
        return Stream.of(path.loginServer(), path.dataHost());
    }

    private List<AddressRange> dialed(String host) {
        return path.dialed(host);
    }

    private boolean isPublic(AddressRange address) {
        return !address.isPrivate();
    }

    private static boolean intersect(Collection<AddressRange> some, Collection<AddressRange> others) {
        return some.stream().anyMatch(others::contains);
    }

    private static String texts(List<AddressRange> addresses) {
        return String.join(" and ", AddressRange.texts(addresses));
    }
}
