package io.github.pullresponder.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.IdentityAssessment;
import io.github.pullresponder.diagnosis.ReadStatistics;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.ReportSubject;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.NetworkHop;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.ClusterServicePrincipal;
import io.github.pullresponder.pullerror.AttemptCredentialPresence;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.read.Limitation;
import io.github.pullresponder.read.Limitation.NoticedBlindSpot;
import io.github.pullresponder.read.Limitation.ReachedLimit;
import io.github.pullresponder.read.RemoteSystem;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Renders report version 1 for programs. Fields are only added, never changed or removed. */
final class JsonReportRenderer {
    private static final int VERSION = 1;

    private JsonReportRenderer() {}

    static String render(Report report) {
        var json = IndentedJsonWriter.object()
                .put("version", VERSION)
                .put("id", report.id())
                .put("createdAt", report.createdAt().toString());
        json.putObject("trigger")
                .put("kind", report.trigger().kind().label())
                .put("source", report.trigger().source());
        addSubject(json.putObject("subject"), report.subject());
        addError(json.putObject("error"), ReportWords.errorOf(report));
        var contexts = json.putArray("kubectlContexts");
        ReportWords.kubectlContexts(report).forEach(command -> contexts.add(command.bash()));
        addFindings(json.putArray("causes"), report.causes());
        addFindings(json.putArray("advisories"), report.advisories());
        addRemedies(json.putArray("nextSteps"), ReportKindWording.of(report).nextSteps());
        var notes = json.putArray("notes");
        ReportKindWording.of(report).notes().forEach(notes::add);
        addIdentities(json.putArray("identities"), ReportWords.identitiesOf(report));
        addPath(json.putArray("path"), ReportWords.pathOf(report));
        addChecks(json.putArray("checks"), report.checks());
        addLimitations(json.putArray("blindSpots"), json.putArray("limits"), report.limitations());
        addStats(json.putObject("stats"), report.stats());
        return IndentedJsonWriter.write(json);
    }

    private static void addSubject(ObjectNode node, ReportSubject subject) {
        node.put("cluster", subject.cluster().map(Object::toString).orElse(null));
        node.put("registry", subject.registry().orElse(null));
        node.put("image", subject.image());
        var pods = node.putArray("pods");
        subject.pods().forEach(pod -> pods.add(pod.toString()));
        var placement = subject.placement();
        node.put("node", placement.node().orElse(null));
        node.put("nodePool", placement.nodePool().orElse(null));
        placement.pullingIdentity().ifPresent(identity -> addIdentity(node.putObject("pullingIdentity"), identity));
    }

    private static void addIdentity(ObjectNode node, PullingIdentity identity) {
        if (identity instanceof PullingIdentity.KubeletIdentity kubelet) {
            node.put("kind", "kubelet-identity")
                    .put("name", kubelet.name())
                    .put("objectId", kubelet.identity().objectId())
                    .put("clientId", kubelet.identity().clientId())
                    .put("resourceId", kubelet.identity().id().toString());
        } else if (identity instanceof ClusterServicePrincipal principal) {
            node.put("kind", "service-principal").put("clientId", principal.clientId());
        } else if (identity instanceof PullingIdentity.ServiceAccountIdentity account) {
            node.put("kind", "service-account-identity")
                    .put("namespace", account.namespace())
                    .put("serviceAccount", account.account())
                    .put("name", account.named().words());
        } else if (identity instanceof PullingIdentity.ReferencedPullSecret secret) {
            node.put("kind", "pull-secret").put("namespace", secret.namespace()).put("name", secret.secret());
        } else {
            node.put("kind", "anonymous");
        }
    }

    private static void addError(ObjectNode node, PullError error) {
        node.put("symptom", error.symptom().name());
        node.put("stage", error.stage().name());
        node.put("host", error.host().orElse(null));
        if (error.credentials() == AttemptCredentialPresence.NOT_SAID) {
            node.putNull("anonymous");
        } else {
            node.put("anonymous", error.credentials() == AttemptCredentialPresence.NONE);
        }
        node.put("message", error.message());
    }

    private static void addFindings(ArrayNode array, List<Finding> findings) {
        for (var finding : findings) {
            var node = array.addObject()
                    .put("id", finding.cause().name())
                    .put("confidence", finding.confidence().label())
                    .put("summary", finding.summary());
            addEvidence(node.putArray("evidence"), finding.evidence());
            addRemedies(node.putArray("remedies"), finding.remedies());
            node.put("help", finding.cause().help());
        }
    }

    private static void addRemedies(ArrayNode array, List<Remedy> remedies) {
        for (var remedy : remedies) {
            var node = array.addObject().put("title", remedy.title());
            var commands = node.putArray("commands");
            remedy.commands().forEach(command -> commands.add(command.bash()));
            addPowerShell(node, remedy.commands());
        }
    }

    private static void addEvidence(ArrayNode array, List<Evidence> evidence) {
        for (var reason : evidence) {
            array.addObject()
                    .put("fact", reason.fact())
                    .put("source", reason.source().text())
                    .putObject("subject")
                    .put("kind", reason.subject().kind().label())
                    .put("name", reason.subject().name());
        }
    }

    /** Adds the commands for PowerShell if they differ; null for a command without a PowerShell form. */
    private static void addPowerShell(ObjectNode remedy, List<Command> commands) {
        if (commands.stream().allMatch(Command::isForAnyShell)) {
            return;
        }
        var array = remedy.putArray("powershell");
        commands.forEach(command -> array.add(command.powerShell().orElse(null)));
    }

    private static void addIdentities(ArrayNode array, List<IdentityAssessment> identities) {
        for (var assessment : identities) {
            var node = array.addObject();
            addIdentity(node, assessment.identity());
            node.put("outcome", assessment.outcome().label()).put("reason", assessment.reason());
        }
    }

    private static void addPath(ArrayNode array, List<NetworkHop> path) {
        for (var hop : path) {
            array.addObject()
                    .put("hop", hop.kind())
                    .put("name", hop.name())
                    .put("state", hop.state().label())
                    .put("why", hop.why())
                    .put("source", hop.source().map(FactSource::text).orElse(null));
        }
    }

    private static void addChecks(ArrayNode array, List<CheckResult> checks) {
        for (var check : checks) {
            var node = array.addObject()
                    .put("id", check.id())
                    .put("question", check.question())
                    .put("verdict", ReportWords.verdict(check.verdict()))
                    .put("detail", check.verdict().detail());
            if (check.verdict() instanceof Verdict.RuledOut ruledOut) {
                addEvidence(node.putArray("evidence"), ruledOut.evidence());
            }
            node.put("elapsedMs", check.elapsed().toMillis());
        }
    }

    private static void addLimitations(
            ArrayNode blindSpots, ArrayNode limits, Map<Limitation, List<String>> limitations) {
        limitations.forEach((limitation, checks) -> {
            var node = addLimitation(blindSpots, limits, limitation);
            var ids = node.putArray("checks");
            checks.forEach(ids::add);
        });
    }

    private static ObjectNode addLimitation(ArrayNode blindSpots, ArrayNode limits, Limitation limitation) {
        if (limitation instanceof NoticedBlindSpot noticed) {
            return blindSpots
                    .addObject()
                    .put("id", noticed.blindSpot().name())
                    .put("title", noticed.blindSpot().title())
                    .put("noticed", noticed.words())
                    .put("advice", noticed.blindSpot().advice());
        }
        var limit = (ReachedLimit) limitation;
        var node = limits.addObject().put("what", limit.what()).put("read", limit.read());
        if (limit.leftOut().isPresent()) {
            return node.put("leftOut", limit.leftOut().getAsInt());
        }
        return node.putNull("leftOut");
    }

    private static void addStats(ObjectNode node, ReadStatistics stats) {
        node.put("elapsedMs", stats.elapsed().toMillis());
        var calls = node.putObject("calls");
        for (var system : RemoteSystem.values()) {
            calls.put(system.name().toLowerCase(Locale.ROOT), stats.calls().getOrDefault(system, 0L));
        }
    }
}
