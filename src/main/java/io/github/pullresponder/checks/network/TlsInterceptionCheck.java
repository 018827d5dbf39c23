package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.FirewallRemedies;
import io.github.pullresponder.checks.remedy.NetworkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.Destination;
import io.github.pullresponder.network.Firewall;
import io.github.pullresponder.network.NextHop;
import io.github.pullresponder.network.NextHop.Kind;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.Source;
import java.util.List;

/** Checks that the nodes see the registry's own certificate. */
final class TlsInterceptionCheck extends NetworkCheck {
    TlsInterceptionCheck() {
        super("tls-interception", "The nodes see the registry's own certificate", Cause.TLS_INTERCEPTED);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        if (pull.error().symptom() != Symptom.UNTRUSTED_CERTIFICATE) {
            return notApplicable("the error does not name a certificate");
        }
        var host = path.failedAtData() ? path.dataHost() : path.loginServer();
        var proxy = path.proxyFor(host);
        if (proxy.isPresent()) {
            return confirmed(told(host, "the proxy " + proxy.get().address())
                    .because(
                            path.cluster().source(),
                            "the nodes ask %s through the proxy %s",
                            host,
                            proxy.get().address())
                    .fix(NetworkRemedies.exceptFromInspection("the proxy", List.of(host)))
                    .fix(NetworkRemedies.exceptFromProxy(path.cluster(), List.of(host))));
        }
        var destination = path.destinations(host).get(0);
        var hop = path.nextHop(destination);
        if (hop.kind() != Kind.APPLIANCE) {
            return undetermined(
                    "no proxy, firewall or appliance is on the way to %s that could present a certificate", host);
        }
        if (path.isUnknownAppliance(hop)) {
            return confirmed(byAppliance(path, destination, hop));
        }
        return confirmed(byFirewall(path, destination, hop, path.firewallAt(hop)));
    }

    private static Finding byAppliance(PullPath path, Destination destination, NextHop hop) {
        var appliance = "the appliance " + hop.appliance().orElse("");
        return onTheWay(path, destination, hop, appliance)
                .fix(NetworkRemedies.exceptFromInspection(appliance, List.of(destination.host())));
    }

    /** An Azure Firewall ends a connection only where the rule that lets it through says so ({@code terminateTLS}). */
    private static Finding byFirewall(PullPath path, Destination destination, NextHop hop, Firewall firewall) {
        var by = "firewall " + firewall.name();
        var finding = onTheWay(path, destination, hop, by);
        if (firewall.rules().intercept(path.traffic(destination))) {
            return finding.because(firewall.source(), "a rule that lets %s through inspects TLS", destination.host())
                    .fix(FirewallRemedies.passBesideInspection(firewall, path.nodeSubnet(), List.of(destination)));
        }
        return finding.because(
                        firewall.source(), "no rule of %s inspects TLS: what lies behind it may", firewall.name())
                .fix(NetworkRemedies.exceptFromInspection("what lies behind " + by, List.of(destination.host())));
    }

    private static Finding onTheWay(PullPath path, Destination destination, NextHop hop, String by) {
        return told(destination.host(), by)
                .because(
                        path.topology().routes().get().orElseThrow().source(),
                        "traffic to %s goes %s",
                        destination,
                        hop.words());
    }

    private static Finding told(String host, String by) {
        return Finding.of(
                        Cause.TLS_INTERCEPTED,
                        "The certificate that the nodes see for %s is not the registry's; %s is on the way"
                                .formatted(host, by))
                .because(Source.message(), "the node does not trust the certificate of %s", host);
    }
}
