package io.github.pullresponder.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.IdentityAssessment;
import io.github.pullresponder.diagnosis.Subject;
import io.github.pullresponder.network.Hop;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pullerror.Credentials;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.read.RemoteSystem;
import io.github.pullresponder.read.Source;
import java.util.List;
import java.util.Locale;

/** Report version 1: the shape that programs read. Fields are only ever added to it. */
final class JsonReport {
    private static final int VERSION = 1;

    private JsonReport() {}

    static String render(Diagnosis diagnosis) {
        var report = Json.object()
                .put("version", VERSION)
                .put("id", diagnosis.id())
                .put("createdAt", diagnosis.createdAt().toString());
        report.putObject("trigger")
                .put("kind", diagnosis.trigger().kind().label())
                .put("source", diagnosis.trigger().source());
        addSubject(report.putObject("subject"), diagnosis.subject());
        addError(report.putObject("error"), diagnosis.error());
        var contexts = report.putArray("kubectlContexts");
        ReportWords.kubectlContexts(diagnosis).forEach(command -> contexts.add(command.bash()));
        addFindings(report.putArray("causes"), diagnosis.causes());
        addFindings(report.putArray("advisories"), diagnosis.advisories());
        addIdentities(report.putArray("identities"), diagnosis.identities());
        addPath(report.putArray("path"), diagnosis.path());
        addChecks(report.putArray("checks"), diagnosis.checks());
        var stats =
                report.putObject("stats").put("elapsedMs", diagnosis.elapsed().toMillis());
        var calls = stats.putObject("calls");
        for (var system : RemoteSystem.values()) {
            calls.put(system.name().toLowerCase(Locale.ROOT), diagnosis.calls().getOrDefault(system, 0L));
        }
        return Json.written(report);
    }

    private static void addSubject(ObjectNode node, Subject subject) {
        node.put("cluster", subject.cluster().map(Object::toString).orElse(null));
        node.put("registry", subject.registry().orElse(null));
        node.put("image", subject.image());
        var pods = node.putArray("pods");
        subject.pods().forEach(pod -> pods.add(pod.toString()));
        node.put("node", subject.node().orElse(null));
        node.put("nodePool", subject.nodePool().orElse(null));
        subject.pullingIdentity().ifPresent(identity -> addIdentity(node.putObject("pullingIdentity"), identity));
    }

    private static void addIdentity(ObjectNode node, PullingIdentity identity) {
        if (identity instanceof PullingIdentity.KubeletIdentity kubelet) {
            node.put("kind", "kubelet-identity")
                    .put("name", kubelet.name())
                    .put("objectId", kubelet.identity().objectId())
                    .put("clientId", kubelet.identity().clientId())
                    .put("resourceId", kubelet.identity().id().toString());
        } else if (identity instanceof PullingIdentity.ServicePrincipal principal) {
            node.put("kind", "service-principal").put("clientId", principal.clientId());
        } else if (identity instanceof PullingIdentity.NamedPullSecret secret) {
            node.put("kind", "pull-secret").put("namespace", secret.namespace()).put("name", secret.secret());
        } else {
            node.put("kind", "anonymous");
        }
    }

    private static void addError(ObjectNode node, PullError error) {
        node.put("symptom", error.symptom().name());
        node.put("stage", error.stage().name());
        node.put("host", error.host().orElse(null));
        if (error.credentials() == Credentials.NOT_SAID) {
            node.putNull("anonymous");
        } else {
            node.put("anonymous", error.credentials() == Credentials.NONE);
        }
        node.put("message", error.message());
    }

    private static void addFindings(ArrayNode array, List<Finding> findings) {
        for (var finding : findings) {
            var node = array.addObject()
                    .put("id", finding.cause().name())
                    .put("confidence", finding.confidence().label())
                    .put("summary", finding.summary());
            var evidence = node.putArray("evidence");
            finding.evidence()
                    .forEach(it -> evidence.addObject()
                            .put("fact", it.fact())
                            .put("source", it.source().text()));
            var remedies = node.putArray("remedies");
            finding.remedies().forEach(remedy -> {
                var entry = remedies.addObject().put("title", remedy.title());
                var commands = entry.putArray("commands");
                remedy.commands().forEach(command -> commands.add(command.bash()));
                addPowerShell(entry, remedy.commands());
            });
            node.put("help", finding.cause().help());
        }
    }

    /** The same commands once more, where the shell makes a difference; null where PowerShell cannot pass on a value. */
    private static void addPowerShell(ObjectNode remedy, List<Command> commands) {
        if (commands.stream().allMatch(Command::isForAnyShell)) {
            return;
        }
        var array = remedy.putArray("powershell");
        commands.forEach(command -> array.add(command.powerShell().orElse(null)));
    }

    private static void addIdentities(ArrayNode array, List<IdentityAssessment> identities) {
        for (var standing : identities) {
            var node = array.addObject();
            addIdentity(node, standing.identity());
            node.put("outcome", standing.outcome().label()).put("reason", standing.reason());
        }
    }

    private static void addPath(ArrayNode array, List<Hop> path) {
        for (var hop : path) {
            array.addObject()
                    .put("hop", hop.kind())
                    .put("name", hop.name())
                    .put("state", hop.state().label())
                    .put("why", hop.why())
                    .put("source", hop.source().map(Source::text).orElse(null));
        }
    }

    private static void addChecks(ArrayNode array, List<CheckResult> checks) {
        for (var check : checks) {
            array.addObject()
                    .put("id", check.id())
                    .put("question", check.question())
                    .put("verdict", ReportWords.verdict(check.verdict()))
                    .put("detail", check.verdict().detail())
                    .put("elapsedMs", check.elapsed().toMillis());
        }
    }
}
