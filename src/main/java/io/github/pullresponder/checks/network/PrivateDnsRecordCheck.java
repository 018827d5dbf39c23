package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.PrivateLinkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.AddressRange;
import io.github.pullresponder.network.NetworkSnapshot.Attachment;
import io.github.pullresponder.network.PrivateEndpoint;
import io.github.pullresponder.network.PrivateZone;
import io.github.pullresponder.network.PrivateZones;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.Resolution;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks that the private DNS zone has the endpoint's addresses. */
final class PrivateDnsRecordCheck extends NetworkCheck {

    PrivateDnsRecordCheck() {
        super(
                "private-dns-record",
                "The private DNS zone has the endpoint's addresses",
                Cause.PRIVATE_DNS_RECORD_MISSING);
    }

    /** A host whose record is missing or wrong. */
    private record Fault(String host, PrivateZone zone, List<AddressRange> found) {
        String words() {
            return found.isEmpty()
                    ? "no record for %s".formatted(host)
                    : "%s for %s".formatted(String.join(" and ", AddressRange.texts(found)), host);
        }
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var endpoint = endpointOf(path);
        if (path.resolution(path.loginServer()) instanceof Resolution.Public) {
            return notApplicable("the nodes' DNS does not see the private DNS zone");
        }
        var seen = new ObservedPath(path, pull.error());
        var all = faults(path, endpoint);
        var faults = all.stream()
                .filter(fault -> seen.dialedEndpoint(fault.host()).isEmpty())
                .toList();
        if (faults.isEmpty() && !all.isEmpty()) {
            return ruledOut(
                    Source.message(),
                    "the node connected to the address of private endpoint %s: the name was resolved to it",
                    endpoint.name());
        }
        if (faults.isEmpty()) {
            return ruledOut(endpoint.source(), "the private DNS zone has the addresses of %s", endpoint.name());
        }
        return confirmed(told(faults, endpoint));
    }

    private static List<Fault> faults(PullPath path, PrivateEndpoint endpoint) {
        var faults = new ArrayList<Fault>();
        for (var host : endpoint.addresses().keySet().stream().sorted().toList()) {
            var resolution = path.resolution(host);
            if (resolution instanceof Resolution.Absent absent) {
                faults.add(new Fault(host, absent.zone(), List.of()));
            } else if (resolution instanceof Resolution.Private it
                    && it.addresses().stream().noneMatch(address -> isOfAnEndpoint(address, host, path))) {
                faults.add(new Fault(host, it.zone(), it.addresses()));
            }
        }
        return faults;
    }

    /** A registry may have several endpoints, and the record lead to another than the nearest. */
    private static boolean isOfAnEndpoint(AddressRange address, String host, PullPath path) {
        return path.topology().endpoints().stream()
                .filter(it -> it.connection().isApproved())
                .map(Attachment::endpoint)
                .anyMatch(endpoint ->
                        endpoint.isRead() && endpoint.get().addressesOf(host).contains(address));
    }

    private static Finding told(List<Fault> faults, PrivateEndpoint endpoint) {
        var zone = faults.get(0).zone();
        var draft = Finding.of(
                Cause.PRIVATE_DNS_RECORD_MISSING,
                "%s has %s"
                        .formatted(
                                zone.id().name(),
                                faults.stream().map(Fault::words).collect(Collectors.joining(" and "))));
        var addresses = faults.stream()
                .map(fault -> Evidence.of(
                        endpoint.source(),
                        "%s has %s for %s",
                        endpoint.name(),
                        String.join(" and ", AddressRange.texts(endpoint.addressesOf(fault.host()))),
                        fault.host()))
                .toList();
        var finding = draft.because(addresses)
                .because(zone.source(), "%s is linked to %s", zone.id().name(), PrivateZones.linked(zone));
        for (var fault : faults) {
            finding = finding.fix(PrivateLinkRemedies.addRecord(
                    fault.zone(), fault.host(), fault.found(), endpoint.addressesOf(fault.host())));
        }
        return finding.fix(PrivateLinkRemedies.orZoneGroup(endpoint));
    }

    @Override
    Optional<String> contradiction(ObservedPath seen) {
        return seen.resolution();
    }
}
