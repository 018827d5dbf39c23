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
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.text.DisplayFormat;

/** Checks that a registry has the login server of the image. */
final class RegistryExistsCheck extends AbstractWholePullCheck {

    RegistryExistsCheck() {
        super("registry-exists", "A registry has the login server of the image", Cause.REGISTRY_NOT_FOUND);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var host = pull.host();
        if (!AzureRegistryHosts.isRegistry(host)) {
            return notApplicable("%s is not the login server of an Azure container registry", host);
        }
        var visible = pull.visibleRegistries();
        var loginServer = AzureRegistryHosts.loginServerOf(host);
        if (visible.stream().anyMatch(entry -> entry.loginServer().equalsIgnoreCase(loginServer))) {
            return ruledOut(FactSource.resourceGraph(loginServer), "registry %s exists", loginServer);
        }
        if (AzureRegistryHosts.isRegionalEndpoint(host)) {
            return notApplicable(
                    "%s is the regional endpoint of a registry that is not visible to Pull Responder", host);
        }
        if (!LoginServerSuggestions.similarTo(host, visible).isEmpty()) {
            return notApplicable("%s looks misspelled", host);
        }
        var finding = absent(host, visible.size(), pull);
        return LoginServerSuggestions.isNoName(host, pull.error())
                ? confirmed(finding)
                : undetermined("%s may be a registry that is not visible to Pull Responder", host)
                        .suspecting(finding);
    }

    private static Finding absent(String host, int compared, PullContext pull) {
        var searched = PullContext.optionally(pull::searchedSubscriptions)
                .map(names -> "subscriptions searched: " + DisplayFormat.list(names))
                .orElse("the searched subscriptions are not known");
        return Finding.of(
                        Cause.REGISTRY_NOT_FOUND,
                        "No registry that is visible to Pull Responder has the login server %s".formatted(host))
                .because(
                        FactSource.resourceGraph(pull.host()),
                        "no visible registry has that login server or a similar one (registries visible: %d; %s)",
                        compared,
                        searched)
                .fix(ImageRemedies.checkName(host))
                .fix(ImageRemedies.orCreateRegistry(host, pull.image(), pull.cluster()));
    }
}
