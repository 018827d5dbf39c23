package io.github.pullresponder.pullerror;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a message shows that the node and the registry saw. A model of the cluster that contradicts it is wrong, or incomplete.
 *
 * @param attempts each attempt and what came of it, in the order of the message
 * @param clientAddress the address that the registry says the request came from
 * @param nameServers the DNS servers that were asked, without ports
 * @param noSuchName whether a DNS server said that a name does not exist, and did not only fail or keep silent
 * @param certificate what the node says of the certificate that it received
 * @param ofCacheSource whether the registry says that the source of a cache rule failed, and not the registry itself
 * @param ofSchema1 whether the runtime does not read the manifest because it is one of schema 1
 */
public record Observations(
        List<Attempt> attempts,
        Optional<String> clientAddress,
        Set<String> nameServers,
        boolean noSuchName,
        SeenCertificate certificate,
        boolean ofCacheSource,
        boolean ofSchema1) {

    /** A message that shows nothing. */
    public static final Observations NONE =
            new Observations(List.of(), Optional.empty(), Set.of(), false, SeenCertificate.NONE, false, false);

    public Observations {
        attempts = List.copyOf(attempts);
        nameServers = Set.copyOf(nameServers);
    }

    /**
     * One attempt to pull.
     *
     * @param host the host that answered or did not, with its port if the message names one; the image's where it names no host
     * @param namesHost whether the message names the host of this attempt
     * @param dialed the addresses that the node connected to for that host, without ports: its name was resolved to these
     */
    public record Attempt(
            Symptom symptom, Optional<String> host, boolean namesHost, Credentials credentials, List<String> dialed) {
        public Attempt {
            dialed = List.copyOf(dialed);
        }

        /** The host without its port. */
        public Optional<String> hostName() {
            return host.map(Observations::withoutPort);
        }
    }

    /**
     * A certificate, as far as the node describes it.
     *
     * @param authority who signed it, if the node says that it does not trust this one
     * @param outdated whether the node finds that it is expired or not yet valid, which a wrong clock explains too
     * @param comparison the dates that the node compared to find this; older runtimes do not say them
     */
    public record SeenCertificate(
            Optional<String> authority, boolean outdated, Optional<CertificateComparison> comparison) {
        static final SeenCertificate NONE = new SeenCertificate(Optional.empty(), false, Optional.empty());
    }

    /**
     * How a node compared its clock with the dates of a certificate (Go, crypto/x509: {@code CertificateInvalidError}).
     *
     * @param onNode what its clock said
     * @param limit the end of the certificate if it finds it expired, else its beginning
     * @param expired whether the clock was past the end; otherwise it was before the beginning
     */
    public record CertificateComparison(Instant onNode, Instant limit, boolean expired) {}

    /** Whether every attempt was made without credentials: the node had none, or did not use them. */
    public boolean onlyAnonymous() {
        return !attempts.isEmpty() && attempts.stream().allMatch(attempt -> attempt.credentials() == Credentials.NONE);
    }

    /** The addresses that the node connected to for a host. */
    public Set<String> dialedFor(String host) {
        var addresses = new LinkedHashSet<String>();
        attempts.stream()
                .filter(attempt ->
                        attempt.hostName().filter(host::equalsIgnoreCase).isPresent())
                .forEach(attempt -> addresses.addAll(attempt.dialed()));
        return addresses;
    }

    /** The host that answered or failed in this way: the first that the message names, or else the image's. */
    public Optional<String> hostOf(Symptom symptom) {
        return attempts.stream()
                .filter(attempt -> attempt.symptom() == symptom)
                .sorted(Comparator.comparing(Attempt::namesHost).reversed())
                .flatMap(attempt -> attempt.host().stream())
                .findFirst();
    }

    /** Whether the message names a host that answered or failed in this way, so that the answer is that host's own word. */
    public boolean namesHostOf(Symptom symptom) {
        return attempts.stream().anyMatch(attempt -> attempt.symptom() == symptom && attempt.namesHost());
    }

    /**
     * Whether a host is the node itself: a mirror runs there, such as that of artifact streaming, which the runtime asks before it
     * asks the registry.
     */
    public static boolean isOnNode(String host) {
        var name = withoutPort(host).toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.startsWith("127.") || name.equals("::1");
    }

    /** A host without its port; an IPv6 address loses its brackets too. */
    public static String withoutPort(String host) {
        if (host.startsWith("[")) {
            var end = host.indexOf(']');
            return end < 0 ? host.substring(1) : host.substring(1, end);
        }
        var colon = host.indexOf(':');
        return colon < 0 || colon != host.lastIndexOf(':') ? host : host.substring(0, colon);
    }
}
