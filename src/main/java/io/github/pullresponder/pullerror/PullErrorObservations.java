package io.github.pullresponder.pullerror;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The observations of the node and the registry in a message. A model of the cluster that contradicts them is wrong or incomplete.
 *
 * @param attempts each attempt with its result, in the order of the message
 * @param clientAddress the source address of the request, as the registry sees it
 * @param nameServers the DNS servers of the lookup, without ports
 * @param noSuchName true if a DNS server answered that a name does not exist; false for a failure or no answer
 * @param certificate the certificate that the node received, as it describes it
 * @param ofCacheSource true if the registry reports that the source of a cache rule failed, and not the registry itself
 * @param ofSchema1 true if the runtime rejects the manifest because it has schema 1
 */
public record PullErrorObservations(
        List<ObservedAttempt> attempts,
        Optional<String> clientAddress,
        Set<String> nameServers,
        boolean noSuchName,
        SeenCertificate certificate,
        boolean ofCacheSource,
        boolean ofSchema1) {

    /** A message without observations. */
    public static final PullErrorObservations NONE =
            new PullErrorObservations(List.of(), Optional.empty(), Set.of(), false, SeenCertificate.NONE, false, false);

    public PullErrorObservations {
        attempts = List.copyOf(attempts);
        nameServers = Set.copyOf(nameServers);
    }

    /**
     * One attempt to pull.
     *
     * @param host the host that answered or failed, with its port if the message names one; the image's if the message names no host
     * @param namesHost true if the message names the host of this attempt
     * @param dialed the addresses to which the node connected for that host, without ports: its name was resolved to these
     */
    public record ObservedAttempt(
            Symptom symptom,
            Optional<String> host,
            boolean namesHost,
            AttemptCredentialPresence credentials,
            List<String> dialed) {
        public ObservedAttempt {
            dialed = List.copyOf(dialed);
        }

        /** The host without its port. */
        public Optional<String> hostName() {
            return host.map(PullErrorObservations::withoutPort);
        }
    }

    /**
     * A certificate, with the properties that the node describes.
     *
     * @param authority the signer, if the node does not trust it
     * @param outdated true if the node considers it expired or not yet valid, which a wrong clock can cause too
     * @param comparison the dates that the node compared; older runtimes do not report them
     */
    public record SeenCertificate(
            Optional<String> authority, boolean outdated, Optional<CertificateValidityComparison> comparison) {
        static final SeenCertificate NONE = new SeenCertificate(Optional.empty(), false, Optional.empty());
    }

    /**
     * A node's comparison of its clock with the dates of a certificate (Go, crypto/x509: {@code CertificateInvalidError}).
     *
     * @param onNode the time of its clock
     * @param limit the end of an expired certificate, else its beginning
     * @param expired true if the clock was past the end, false if it was before the beginning
     */
    public record CertificateValidityComparison(Instant onNode, Instant limit, boolean expired) {}

    /** Returns true if every attempt was made without credentials: the node had none, or did not use them. */
    public boolean onlyAnonymous() {
        return !attempts.isEmpty()
                && attempts.stream().allMatch(attempt -> attempt.credentials() == AttemptCredentialPresence.NONE);
    }

    /** The addresses to which the node connected for a host. */
    public Set<String> dialedFor(String host) {
        var addresses = new LinkedHashSet<String>();
        attempts.stream()
                .filter(attempt ->
                        attempt.hostName().filter(host::equalsIgnoreCase).isPresent())
                .forEach(attempt -> addresses.addAll(attempt.dialed()));
        return addresses;
    }

    /** The host with this result: the first that the message names, or else the image's. */
    public Optional<String> hostOf(Symptom symptom) {
        return attempts.stream()
                .filter(attempt -> attempt.symptom() == symptom)
                .sorted(Comparator.comparing(ObservedAttempt::namesHost).reversed())
                .flatMap(attempt -> attempt.host().stream())
                .findFirst();
    }

    /** Returns true if the message names a host with this result, so that the result certainly comes from that host. */
    public boolean namesHostOf(Symptom symptom) {
        return attempts.stream().anyMatch(attempt -> attempt.symptom() == symptom && attempt.namesHost());
    }

    /**
     * Returns true if a host is the node itself: a mirror on the node, such as that of artifact streaming, which the runtime queries
     * before the registry.
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
