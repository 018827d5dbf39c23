package io.github.pullresponder.checks.registry;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Check;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.text.DisplayFormat;
import java.util.Set;

/** Is there a registry with the image's login server? */
final class RegistryExistsCheck implements Check {

    @Override
    public String id() {
        return "registry-exists";
    }

    @Override
    public String question() {
        return "Is there a registry with the image's login server?";
    }

    @Override
    public Set<Symptom> explains() {
        return Set.of(Symptom.HOST_NOT_RESOLVED, Symptom.NOT_FOUND);
    }

    @Override
    public Verdict examine(PullContext pull) {
        var host = pull.host();
        if (!AzureRegistryHosts.isRegistry(host) || LoginServers.isRegional(host)) {
            return notApplicable("%s is not the login server of an Azure container registry", host);
        }
        var visible = pull.visibleRegistries();
        if (visible.stream().anyMatch(entry -> entry.loginServer().equalsIgnoreCase(host))) {
            return ruledOut("registry %s exists", host);
        }
        if (!LoginServers.meantBy(host, visible).isEmpty()) {
            return notApplicable("%s looks misspelled", host);
        }
        var finding = absent(host, visible.size(), pull);
        return explains().contains(pull.error().symptom())
                ? confirmed(finding)
                : undetermined("%s may be a registry that the responder cannot see", host)
                        .suspecting(finding);
    }

    private static Finding absent(String host, int compared, PullContext pull) {
        var searched = PullContext.optionally(pull::searchedSubscriptions)
                .map(names -> "subscriptions searched: " + DisplayFormat.list(names))
                .orElse("which subscriptions were searched is not known");
        return Finding.of(
                        Cause.REGISTRY_NOT_FOUND,
                        "No registry that can be seen has the login server %s".formatted(host))
                .because(
                        Source.resourceGraph(),
                        "no visible registry is called that, or nearly that (visible: %d; %s)",
                        compared,
                        searched)
                .fix(ImageRemedies.seeWhetherNameIsTaken(host))
                .fix(ImageRemedies.orCreateRegistry(host, pull.image(), pull.cluster()));
    }
}
