package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.PrivateLinkRemedies;
import io.github.pullresponder.checks.remedy.SharedDnsZoneRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.DnsResolution.MissingRecord;
import io.github.pullresponder.network.DnsResolution.PrivateResolution;
import io.github.pullresponder.network.DnsResolution.PublicResolution;
import io.github.pullresponder.network.PrivateDnsZone;
import io.github.pullresponder.network.PrivateDnsZoneFinder;
import io.github.pullresponder.network.PrivateEndpoint;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Checks that the private DNS zone has the endpoint's addresses. */
final class PrivateDnsRecordCheck extends AbstractPrivateDnsCheck {

    PrivateDnsRecordCheck() {
        super(
                "private-dns-record",
                "The private DNS zone has the endpoint's addresses",
                Cause.PRIVATE_DNS_RECORD_MISSING);
    }

    /** A host whose record is missing or wrong. */
    private record DnsRecordFault(String host, PrivateDnsZone zone, List<AddressRange> found) {
        String words() {
            return found.isEmpty()
                    ? "no record for %s".formatted(host)
                    : "%s for %s".formatted(String.join(" and ", AddressRange.texts(found)), host);
        }
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var endpoint = endpointOf(path);
        if (path.resolution(path.loginServer()) instanceof PublicResolution) {
            return notApplicable("the nodes' DNS does not use the private DNS zone");
        }
        var seen = new PathContradictions(path, pull.error());
        var all = faults(path, endpoint);
        var faults = all.stream()
                .filter(fault -> seen.dialedEndpoint(fault.host()).isEmpty())
                .toList();
        if (faults.isEmpty() && !all.isEmpty()) {
            return ruledOut(
                    FactSource.message(),
                    "the node resolved the name: it connected to the address of private endpoint %s",
                    endpoint.name());
        }
        if (faults.isEmpty()) {
            return ruledOut(endpoint.source(), "the private DNS zone has the addresses of %s", endpoint.name());
        }
        return confirmed(finding(faults, endpoint, path));
    }

    private static List<DnsRecordFault> faults(PullPath path, PrivateEndpoint endpoint) {
        var faults = new ArrayList<DnsRecordFault>();
        for (var host : endpoint.addresses().keySet().stream().sorted().toList()) {
            var resolution = path.resolution(host);
            if (resolution instanceof MissingRecord absent) {
                faults.add(new DnsRecordFault(host, absent.zone(), List.of()));
            } else if (resolution instanceof PrivateResolution resolved
                    && resolved.addresses().stream().noneMatch(address -> leadsThere(address, host, endpoint, path))) {
                faults.add(new DnsRecordFault(host, resolved.zone(), resolved.addresses()));
            }
        }
        return faults;
    }

    /** A registry may have several endpoints: the record may point to another one than the nearest, if a path leads there. */
    private static boolean leadsThere(AddressRange address, String host, PrivateEndpoint endpoint, PullPath path) {
        if (endpoint.addressesOf(host).contains(address)) {
            return true;
        }
        var others = endpointsAt(address, host, path);
        return others.isEmpty() ? requireAllRead(path) : others.stream().anyMatch(other -> !path.isUnconnected(other));
    }

    private static List<PrivateEndpoint> endpointsAt(AddressRange address, String host, PullPath path) {
        return path.snapshot().approved().stream()
                .flatMap(connection -> connection.endpoint().optional().stream())
                .filter(endpoint -> endpoint.addressesOf(host).contains(address))
                .toList();
    }

    /** An endpoint that was not read may have the address. */
    private static boolean requireAllRead(PullPath path) {
        path.snapshot().approved().forEach(connection -> connection.endpoint().get());
        return false;
    }

    private static Finding finding(List<DnsRecordFault> faults, PrivateEndpoint endpoint, PullPath path) {
        var zone = faults.get(0).zone();
        var draft = Finding.of(
                Cause.PRIVATE_DNS_RECORD_MISSING,
                "%s has %s"
                        .formatted(
                                zone.id().name(),
                                faults.stream().map(DnsRecordFault::words).collect(Collectors.joining(" and "))));
        var addresses = faults.stream()
                .map(fault -> Evidence.of(
                        endpoint.source(),
                        "%s has %s for %s",
                        endpoint.name(),
                        String.join(" and ", AddressRange.texts(endpoint.addressesOf(fault.host()))),
                        fault.host()))
                .toList();
        var finding = draft.because(addresses)
                .because(zone.source(), "%s is linked to %s", zone.id().name(), PrivateDnsZoneFinder.linked(zone));
        if (!zone.isOfPrivateLink()) {
            finding = finding.because(
                    zone.source(), "%s answers for all names below it, instead of their public records", zone.name());
        }
        var others = othersAt(faults, path);
        if (!others.isEmpty()) {
            var network = path.dns(path.loginServer()).network();
            return finding.because(others.stream()
                            .map(other -> Evidence.of(
                                    other.source(),
                                    "the record points to private endpoint %s in %s, which no peering connects to %s",
                                    other.name(),
                                    other.network().name(),
                                    path.nodeNetwork().name()))
                            .toList())
                    .fix(SharedDnsZoneRemedies.ownZone(path, zone, network, endpoint));
        }
        for (var fault : faults) {
            finding = finding.fix(PrivateLinkRemedies.addRecord(
                    fault.zone(), fault.host(), fault.found(), endpoint.addressesOf(fault.host())));
        }
        return finding.fix(PrivateLinkRemedies.orZoneGroup(endpoint));
    }

    /** The endpoints of other networks that registered in the same zone. */
    private static List<PrivateEndpoint> othersAt(List<DnsRecordFault> faults, PullPath path) {
        return faults.stream()
                .flatMap(fault ->
                        fault.found().stream().flatMap(address -> endpointsAt(address, fault.host(), path).stream()))
                .distinct()
                .toList();
    }
}
