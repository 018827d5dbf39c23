package io.github.pullresponder.checks.registry;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.EvidenceSubject;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import io.github.pullresponder.text.DisplayFormat;
import java.util.List;

/** Checks that the image reference spells the registry correctly. */
final class LoginServerSpellingCheck extends AbstractWholePullCheck {
    LoginServerSpellingCheck() {
        super("login-server", "The image reference spells the registry correctly", Cause.LOGIN_SERVER_MISSPELLED);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var host = pull.host();
        var visible = pull.visibleRegistries();
        var loginServer = AzureRegistryHosts.loginServerOf(host);
        if (visible.stream().anyMatch(entry -> entry.loginServer().equalsIgnoreCase(loginServer))) {
            return AzureRegistryHosts.isRegionalEndpoint(host) && LoginServerSuggestions.isNoName(host, pull.error())
                    ? ofRegionalEndpoint(host, pull)
                    : ruledOut(FactSource.resourceGraph(host), "registry %s exists", loginServer);
        }
        var similar = LoginServerSuggestions.similarTo(host, visible);
        if (AzureRegistryHosts.isRegionalEndpoint(host)
                || (similar.isEmpty() && !LoginServerSuggestions.hasMistypedDomain(host))) {
            return AzureRegistryHosts.isRegistry(host)
                    ? ruledOut(
                            FactSource.resourceGraph(host),
                            "no visible registry has a login server similar to %s",
                            host)
                    : notApplicable("%s is not an Azure container registry", host);
        }
        var finding = misspelled(host, similar, visible.size(), pull);
        var behind = LoginServerSuggestions.behind(host, similar);
        if (!behind.isEmpty()) {
            return confirmed(withCorrections(finding, host, behind, pull));
        }
        if (LoginServerSuggestions.isNoName(host, pull.error())) {
            return confirmed(withCorrections(finding, host, similar, pull));
        }
        return undetermined(
                        "either %s is a misspelling of %s, or %s is another registry, which is not visible to Pull Responder",
                        host, DisplayFormat.oneOf(loginServers(host, similar)), host)
                .suspecting(finding);
    }

    /** A registry has one regional endpoint for each of its replicas, or none. */
    private static Verdict ofRegionalEndpoint(String host, PullContext pull) {
        var registry = pull.registry();
        var endpoints = pull.replicas().endpoints();
        if (endpoints.stream().anyMatch(host::equalsIgnoreCase)) {
            return ruledOut(registry.source(), "%s is an endpoint of %s", host, registry.name());
        }
        var corrected = LoginServerSuggestions.nearestTo(host, endpoints).orElseGet(registry::loginServer);
        return confirmed(Finding.of(
                        Cause.LOGIN_SERVER_MISSPELLED,
                        "%s has no regional endpoint %s: use %s".formatted(registry.name(), host, corrected))
                .because(
                        registry.source(),
                        "the regional endpoints of %s: %s",
                        registry.name(),
                        endpoints.isEmpty() ? "none" : DisplayFormat.list(endpoints))
                .because(FactSource.message(), "the node could not resolve %s", host)
                .fix(ImageRemedies.correctTo(ImageRemedies.atHost(corrected, pull.image()), pull)));
    }

    private static Finding misspelled(
            String host, List<ResourceGraphRegistry> similar, int compared, PullContext pull) {
        var corrected = loginServers(host, similar);
        var finding = Finding.of(
                        Cause.LOGIN_SERVER_MISSPELLED,
                        "The login server is %s, not %s".formatted(DisplayFormat.oneOf(corrected), host))
                .because(
                        FactSource.resourceGraph(pull.host()),
                        "no visible registry has the login server %s (registries visible: %d)",
                        host,
                        compared);
        for (var registry : similar) {
            finding = finding.because(
                    FactSource.arm(registry.id()).about(EvidenceSubject.image(pull.imageText())),
                    "registry %s has the login server %s",
                    registry.id().name(),
                    registry.loginServer());
        }
        if (LoginServerSuggestions.hasMistypedDomain(host)) {
            finding = finding.because(
                    FactSource.image(pull.imageText()), "login servers end in azurecr.io, .cn, .us or .de");
        }
        return finding;
    }

    /** Adds remedies that correct the image reference. A host that answers may be correct: it gets no such command. */
    private static Finding withCorrections(
            Finding finding, String host, List<ResourceGraphRegistry> similar, PullContext pull) {
        var corrected = finding;
        for (var loginServer : loginServers(host, similar)) {
            corrected = corrected.orFix(ImageRemedies.correctTo(ImageRemedies.atHost(loginServer, pull.image()), pull));
        }
        return corrected;
    }

    private static List<String> loginServers(String host, List<ResourceGraphRegistry> similar) {
        return similar.isEmpty()
                ? LoginServerSuggestions.withDomainCorrected(host).stream().toList()
                : similar.stream().map(ResourceGraphRegistry::loginServer).toList();
    }
}
