package io.github.pullresponder.report;

import io.github.pullresponder.cluster.Cluster.ManagedIdentity;
import io.github.pullresponder.command.Commands;
import io.github.pullresponder.diagnosis.BaseReportData;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.CheckResult;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Findings;
import io.github.pullresponder.diagnosis.IdentityAssessment;
import io.github.pullresponder.diagnosis.IdentityAssessment.AssessmentResult;
import io.github.pullresponder.diagnosis.PullNodeAndIdentity;
import io.github.pullresponder.diagnosis.PullRetryHistory;
import io.github.pullresponder.diagnosis.ReadStatistics;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.ReportSubject;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.diagnosis.Trigger.TriggerType;
import io.github.pullresponder.diagnosis.UndiagnosedFailureReport;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.network.HopResult;
import io.github.pullresponder.network.NetworkHop;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.Anonymous;
import io.github.pullresponder.pull.PullingIdentity.ClusterServicePrincipal;
import io.github.pullresponder.pull.PullingIdentity.KubeletIdentity;
import io.github.pullresponder.pull.PullingIdentity.MissingSecretState;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.pullerror.AttemptCredentialPresence;
import io.github.pullresponder.pullerror.PullError;
import io.github.pullresponder.pullerror.PullErrorObservations;
import io.github.pullresponder.pullerror.PullStage;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.read.RemoteSystem;
import io.github.pullresponder.resource.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reports in the samples of stored reports. */
final class StoredReports {
    private static final String SUBSCRIPTION = "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12";
    private static final ResourceId CLUSTER = ResourceId.parse(
            SUBSCRIPTION + "/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store");
    private static final ResourceId REGISTRY = ResourceId.parse(
            SUBSCRIPTION + "/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/fabrikam");
    private static final PullingIdentity KUBELET = new KubeletIdentity(new ManagedIdentity(
            ResourceId.parse(
                    SUBSCRIPTION
                            + "/resourceGroups/rg-nodes/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aks-store-agentpool"),
            "b7f3c1d2-4b7e-4c1e-9a3b-5d2f6c7b8a90",
            "4f742df1-eacd-5c8b-97c8-f4710103de59"));
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final String IMAGE = "fabrikam.azurecr.io/store/cart:2.3.1";

    /** A report with all optional parts. */
    static final Report FULL = new Diagnosis(
            new BaseReportData(
                    "20261122-6f0c2f0e9a3b4c1e8d7a5b6c7d8e9f01",
                    TEN,
                    new Trigger(TriggerType.ALERT, "image-pull-failures"),
                    causes(),
                    advisories(),
                    checks(),
                    new ReadStatistics(
                            Duration.ofMillis(640), Map.of(RemoteSystem.ARM, 9L, RemoteSystem.KUBERNETES, 3L))),
            new ReportSubject(
                    Optional.of(CLUSTER),
                    Optional.of(REGISTRY.toString()),
                    IMAGE,
                    List.of(new PodName("store", "cart-6f8d9c7b5-q4m7z")),
                    new PullNodeAndIdentity(
                            Optional.of("aks-apps-31415926-vmss000000"), Optional.of("apps"), Optional.of(KUBELET))),
            new PullError(
                    Symptom.UNAUTHORIZED,
                    PullStage.AUTHORIZE,
                    Optional.of("fabrikam.azurecr.io"),
                    AttemptCredentialPresence.PRESENTED,
                    Optional.of(IMAGE),
                    "Failed to pull image: 401 Unauthorized",
                    PullErrorObservations.NONE),
            new PullRetryHistory(Optional.of(TEN.minusSeconds(1_200)), Optional.of(7)),
            Optional.empty(),
            List.of(
                    new IdentityAssessment(KUBELET, AssessmentResult.FAILS, "no role"),
                    new IdentityAssessment(
                            new ClusterServicePrincipal("c1a6f1d2-4b7e-4c1e-9a3b-5d2f6c7b8a90"),
                            AssessmentResult.WORKS,
                            "it holds AcrPull",
                            List.of(Evidence.of(FactSource.message(), "it holds AcrPull"))),
                    new IdentityAssessment(
                            new ReferencedPullSecret("store", "cart-pull", new MissingSecretState()),
                            AssessmentResult.UNKNOWN,
                            "it could not be read"),
                    new IdentityAssessment(
                            new Anonymous(), AssessmentResult.FAILS, "fabrikam lets nobody pull anonymously")),
            List.of(
                    new NetworkHop(
                            "node pool",
                            "apps",
                            HopResult.PASSES,
                            "in subnet snet-nodes",
                            Optional.of(FactSource.arm(CLUSTER))),
                    new NetworkHop("NSG", "nsg-store", HopResult.STOPS, "deny-all (priority 200)", Optional.empty()),
                    new NetworkHop(
                            "registry", "fabrikam", HopResult.UNKNOWN, "it could not be read", Optional.empty())));

    /** A report with only the parts that every report has. */
    static final Report LEAST = new UndiagnosedFailureReport(
            new BaseReportData(
                    "20261122-00000000000000000000000000000002",
                    TEN,
                    new Trigger(TriggerType.TIMER, "CredentialExpirySweep"),
                    List.of(),
                    List.of(),
                    List.of(),
                    ReadStatistics.NONE),
            ReportSubject.ALL_CLUSTERS,
            new PullError(
                    Symptom.NONE,
                    PullStage.UNKNOWN,
                    Optional.empty(),
                    AttemptCredentialPresence.NOT_SAID,
                    Optional.empty(),
                    "",
                    PullErrorObservations.NONE));

    private StoredReports() {}

    private static List<Finding> causes() {
        return List.of(Finding.of(Cause.PULL_ROLE_MISSING, "No role lets aks-store-agentpool pull from fabrikam")
                .because(FactSource.arm(REGISTRY), "it holds no role")
                .fix(Remedy.of("Attach the registry to the cluster", Commands.of("az aks update --name aks-store")))
                .fix(Remedy.of("Wait up to 10 minutes for the role")));
    }

    private static List<Finding> advisories() {
        return List.of(Finding.of(Cause.CREDENTIAL_EXPIRING, "A credential expires soon")
                .because(FactSource.arm(CLUSTER), "its end is near")
                .asLikely());
    }

    private static List<CheckResult> checks() {
        return List.of(
                new CheckResult(
                        "pull-role",
                        "Does a role let the cluster's identity pull?",
                        Verdict.confirmed(Findings.of(Cause.PULL_ROLE_MISSING, "No role lets it pull")),
                        Duration.ofMillis(12)),
                new CheckResult(
                        "kubelet-identity-on-nodes",
                        "Is the kubelet identity on the nodes?",
                        Verdict.ruledOut(FactSource.message(), "it is on every node pool"),
                        Duration.ofMillis(3)),
                new CheckResult(
                        "pull-role-mode",
                        "Do the identity's roles count in the registry's mode?",
                        Verdict.undetermined("the roles could not be read"),
                        Duration.ofMillis(4)),
                new CheckResult(
                        "pull-secret-exists",
                        "Do the pull secrets that the pod names exist?",
                        Verdict.notApplicable("the pod names none"),
                        Duration.ZERO));
    }
}
