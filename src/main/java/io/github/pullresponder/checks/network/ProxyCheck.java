package io.github.pullresponder.checks.network;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.notVisible;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.NetworkRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.BlindSpot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that the nodes bypass their HTTP proxy for a private registry. */
final class ProxyCheck extends AbstractNetworkCheck {

    ProxyCheck() {
        super("proxy", "The nodes bypass their HTTP proxy for a private registry", Cause.PROXY_MISCONFIGURED);
    }

    @Override
    Verdict examine(PullPath path, PullContext pull) {
        var cluster = path.cluster();
        var proxy = cluster.network().proxy();
        if (proxy.isEmpty()) {
            return notApplicable("the nodes of %s use no HTTP proxy", cluster.name());
        }
        var asked = hosts(path).filter(proxy.get()::isAskedFor).toList();
        if (asked.isEmpty()) {
            return ruledOut(cluster.source(), "noProxy contains %s", hosts(path).collect(Collectors.joining(" and ")));
        }
        var endpoint = path.endpoint();
        if (endpoint.isEmpty()) {
            return notVisible(
                    BlindSpot.HTTP_PROXY,
                    "the nodes send requests for %s through the proxy %s",
                    String.join(" and ", asked),
                    proxy.get().address());
        }
        return confirmed(Finding.of(
                        Cause.PROXY_MISCONFIGURED,
                        "The nodes use the proxy %s for %s, which has a private endpoint"
                                .formatted(proxy.get().address(), String.join(" and ", asked)))
                .because(
                        cluster.source(),
                        "noProxy of %s is %s",
                        cluster.name(),
                        listed(proxy.get().exceptions()))
                .because(
                        endpoint.get().source(),
                        "private endpoint %s leads to %s",
                        endpoint.get().name(),
                        path.registry().name())
                .fix(NetworkRemedies.excludeFromProxy(cluster, asked)));
    }

    private static Stream<String> hosts(PullPath path) {
        return path.endpoint()
                .map(endpoint -> endpoint.addresses().keySet().stream()
                        .filter(host -> host.equals(path.loginServer()) || host.equals(path.dataHost()))
                        .sorted())
                .orElseGet(() -> Stream.of(path.loginServer()));
    }

    private static String listed(List<String> exceptions) {
        return exceptions.isEmpty() ? "empty" : String.join(", ", exceptions);
    }

    @Override
    Optional<String> contradiction(PathContradictions seen) {
        return seen.proxy();
    }
}
