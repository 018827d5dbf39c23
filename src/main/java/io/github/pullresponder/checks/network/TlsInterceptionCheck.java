package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.notVisible;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.AzureFirewallRemedies;
import io.github.pullresponder.checks.remedy.NetworkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.Firewall;
import io.github.pullresponder.network.NextHop;
import io.github.pullresponder.network.NextHop.EffectiveNextHopType;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.network.TrafficDestination;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.text.DisplayFormat;
import io.github.pullresponder.text.NonPrintableCharacterFilter;
import java.util.List;
import java.util.Locale;

/** Checks that the nodes receive the registry's own certificate. */
final class TlsInterceptionCheck extends AbstractNetworkCheck {
    /**
     * Words in the names of certificate authorities of inspecting proxies and firewalls. The authorities of registries are those of
     * Microsoft and DigiCert ("Azure Certificate Authority details"). Other names may belong to a server that a DNS record points to.
     */
    private static final List<String> INSPECTORS = List.of(
            "proxy",
            "firewall",
            "inspect",
            "intercept",
            "zscaler",
            "netskope",
            "fortinet",
            "fortigate",
            "palo alto",
            "checkpoint",
            "check point",
            "blue coat",
            "bluecoat",
            "umbrella",
            "forcepoint",
            "sophos",
            "barracuda",
            "sonicwall",
            "watchguard");

    TlsInterceptionCheck() {
        super("tls-interception", "The nodes receive the registry's own certificate", Cause.TLS_INTERCEPTED);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        if (!pull.error().symptoms().contains(Symptom.UNTRUSTED_CERTIFICATE)) {
            return notApplicable("the error is not a certificate error");
        }
        var host = path.failedAtData() ? path.dataHost() : path.loginServer();
        var certificate = pull.error().observations().certificate();
        var inspector = certificate.authority().filter(TlsInterceptionCheck::namesInspector);
        if (inspector.isPresent()) {
            return confirmed(signedBy(inspector.get(), host));
        }
        var hasEnded = certificate
                .comparison()
                .filter(compared -> compared.expired() && compared.limit().isBefore(pull.now()));
        if (hasEnded.isPresent()) {
            return undetermined(
                    "the certificate that the node received for %s expired at %s; Azure renews the registry's certificate in time, so it"
                            + " may be that of a proxy, an inspecting appliance or a mirror",
                    host, DisplayFormat.time(hasEnded.get().limit()));
        }
        if (certificate.outdated()) {
            return undetermined(
                    "the node reports the certificate of %s as expired or not yet valid: a wrong clock on the node also explains that",
                    host);
        }
        var proxy = path.proxyFor(host);
        if (proxy.isPresent()) {
            return notVisible(
                            BlindSpot.HTTP_PROXY,
                            "the nodes send requests for %s through the proxy %s",
                            host,
                            proxy.get().address())
                    .suspecting(byProxy(path, host, proxy.get().address()));
        }
        var destination = path.destinations(host).get(0);
        var hop = path.nextHop(destination);
        if (hop.kind() != EffectiveNextHopType.APPLIANCE) {
            return undetermined(
                            "the network path to %s has no proxy, firewall or appliance that could present a certificate",
                            host)
                    .suspecting(onMessageAlone(host));
        }
        if (path.isUnknownAppliance(hop)) {
            return notVisible(
                            BlindSpot.NETWORK_APPLIANCE,
                            "traffic to %s %s; the next hop is not a visible Azure Firewall",
                            destination,
                            hop.description())
                    .suspecting(byAppliance(path, destination, hop));
        }
        return byFirewall(path, destination, hop, path.firewallAt(hop));
    }

    private static boolean namesInspector(String authority) {
        var name = authority.toLowerCase(Locale.ROOT);
        return INSPECTORS.stream().anyMatch(name::contains);
    }

    private static Finding signedBy(String authority, String host) {
        var by = "the certificate authority " + NonPrintableCharacterFilter.of(authority);
        return Finding.of(
                        Cause.TLS_INTERCEPTED,
                        "The certificate that the node received for %s is not the registry's: %s issued it"
                                .formatted(host, by))
                .because(FactSource.message(), "%s, which inspects TLS, issued the certificate for %s", by, host)
                .fix(NetworkRemedies.excludeFromInspection(
                        "the device that presents certificates of " + by, List.of(host)));
    }

    /** A certificate that a node does not trust is probably not the registry's, but nothing shows its origin. */
    private static Finding onMessageAlone(String host) {
        return Finding.of(
                        Cause.TLS_INTERCEPTED,
                        "The certificate that the node received for %s is probably not the registry's".formatted(host))
                .because(FactSource.message(), "the node does not trust the certificate of %s", host)
                .fix(NetworkRemedies.excludeFromInspection("the device that presents the certificate", List.of(host)));
    }

    private static Finding byProxy(PullPath path, String host, String proxy) {
        return replacedCertificate(host, "the proxy " + proxy)
                .because(path.cluster().source(), "the nodes send requests for %s through the proxy %s", host, proxy)
                .fix(NetworkRemedies.excludeFromInspection("the proxy", List.of(host)))
                .fix(NetworkRemedies.excludeFromProxy(path.cluster(), List.of(host)));
    }

    private static Finding byAppliance(PullPath path, TrafficDestination destination, NextHop hop) {
        var appliance = "the appliance " + hop.appliance().orElse("");
        return onPath(path, destination, hop, appliance)
                .fix(NetworkRemedies.excludeFromInspection(appliance, List.of(destination.host())));
    }

    /** An Azure Firewall terminates a TLS connection only if the rule that allows it says so ({@code terminateTLS}). */
    private static Verdict byFirewall(PullPath path, TrafficDestination destination, NextHop hop, Firewall firewall) {
        var by = "firewall " + firewall.name();
        var finding = onPath(path, destination, hop, by);
        var traffic = path.traffic(destination);
        if (firewall.rules().mayIntercept(traffic)) {
            var inspecting = finding.because(
                            firewall.source(), "a rule that allows %s inspects TLS", destination.host())
                    .fix(AzureFirewallRemedies.allowWithoutInspection(
                            firewall, path.nodeSubnet(), List.of(destination)));
            if (firewall.rules().intercept(traffic)) {
                return confirmed(inspecting);
            }
            return firewall.rules()
                    .unreadForInspection(traffic)
                    .map(Verdict::undetermined)
                    .orElseGet(() -> undetermined(
                            "whether a rule of %s that inspects TLS matches %s is not known", by, destination.host()))
                    .suspecting(inspecting);
        }
        return undetermined("no rule of %s inspects the TLS connection to %s", by, destination.host())
                .suspecting(finding.because(
                                firewall.source(),
                                "no rule of %s inspects TLS, but a device behind it may",
                                firewall.name())
                        .fix(NetworkRemedies.excludeFromInspection(
                                "the device behind " + by, List.of(destination.host()))));
    }

    private static Finding onPath(PullPath path, TrafficDestination destination, NextHop hop, String by) {
        return replacedCertificate(destination.host(), by)
                .because(
                        path.snapshot().routes().get().orElseThrow().source(),
                        "traffic to %s %s",
                        destination,
                        hop.description());
    }

    private static Finding replacedCertificate(String host, String by) {
        return Finding.of(
                        Cause.TLS_INTERCEPTED,
                        "The certificate that the nodes receive for %s is not the registry's; %s is on the network path"
                                .formatted(host, by))
                .because(FactSource.message(), "the node does not trust the certificate of %s", host);
    }
}
