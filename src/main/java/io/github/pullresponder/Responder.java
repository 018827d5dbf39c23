package io.github.pullresponder;

import io.github.pullresponder.checks.CheckCatalog;
import io.github.pullresponder.delivery.ReportStore;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Diagnostician;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.environment.AzureSdkEnvironments;
import io.github.pullresponder.environment.InjectedDependencies;
import io.github.pullresponder.environment.InjectedDependenciesFactory;
import io.github.pullresponder.evidence.EvidenceSourcesFactory;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.kubernetes.KubernetesClientFactory;
import io.github.pullresponder.expiry.CredentialSweep;
import io.github.pullresponder.impact.ChangeImpactPredictor;
import io.github.pullresponder.intake.Intake;
import io.github.pullresponder.investigation.InvestigationComponents;
import io.github.pullresponder.investigation.InvestigationHandler;
import io.github.pullresponder.investigation.OpenIncidentFollowUp;
import io.github.pullresponder.investigation.WorkItemDispatcher;
import io.github.pullresponder.notification.NotificationChannel;
import io.github.pullresponder.notification.NotificationFilter;
import io.github.pullresponder.notification.Notifier;
import io.github.pullresponder.notification.TeamsChannel;
import io.github.pullresponder.notification.TeamsWebhookConfig;
import io.github.pullresponder.notification.WebhookProbe;
import io.github.pullresponder.preflight.AppInstallation;
import io.github.pullresponder.preflight.DependencyProbes;
import io.github.pullresponder.preflight.InstallationPreflight;
import io.github.pullresponder.preflight.StorageHealthProbe;
import io.github.pullresponder.preflight.unneeded.RightsReview;
import io.github.pullresponder.pull.PullFailure;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.Lazy;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.settings.InvalidSettingsException;
import io.github.pullresponder.settings.Settings;
import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.QueueBacklogMonitor;
import io.github.pullresponder.storage.StorageUnavailableException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The composition root: all objects that the functions call, built once per process.
 *
 * <p>The Functions worker creates a new function object for every invocation; all of them share this instance.
 */
public final class Responder implements AutoCloseable {
    private static @Nullable Responder shared;

    private final ReadExecutor reads;
    private final Diagnostician diagnostician;
    private final Supplier<InvestigationComponents> investigations;
    private final Supplier<ReportStore> archive;
    private final Supplier<Intake> intake;
    private final Consumer<Report> listener;
    private final Supplier<CredentialSweep> credentialSweep;
    private final Supplier<InstallationPreflight> preflight;
    private final Supplier<StorageHealthProbe> health;
    private final Supplier<QueueBacklogMonitor> drains;

    public Responder(Settings settings, InjectedDependencies platform) {
        var azure = new AzureConnection(
                platform.http(),
                platform.credential(),
                AzureSdkEnvironments.environment(settings.cloud()),
                settings.readDeadline(),
                settings.capabilities());
        var kubernetes = new KubernetesClientFactory(
                platform.credential(), settings.readDeadline(), settings.capabilities(), platform.apiServers());
        this.reads = new ReadExecutor(settings.readsAtOnce(), settings.readDeadline());
        EvidenceSourcesFactory evidence =
                tally -> new AzureEvidenceSources(azure, kubernetes, settings.subscriptions(), platform.clock(), tally);
        this.diagnostician =
                new Diagnostician(CheckCatalog.all(), evidence, reads, platform.clock(), settings.diagnosisDeadline());
        this.listener = platform.listener();
        // A diagnosis over HTTP needs none of these.
        var storage = Lazy.of(() -> platform.storage().apply(azure));
        this.archive = Lazy.of(() -> reportStore(settings, storage.get()));
        var notifier = Lazy.of(() -> notifier(settings, azure, archive.get(), storage.get(), platform.clock()));
        this.intake = Lazy.of(() -> new Intake(evidence, storage.get(), platform.clock()));
        this.investigations = Lazy.of(() -> new InvestigationComponents(
                diagnostician,
                new ChangeImpactPredictor(diagnostician, evidence, platform.clock()),
                storage.get(),
                archive.get(),
                notifier.get(),
                platform.clock(),
                settings.coolDown(),
                listener));
        this.credentialSweep = Lazy.of(() -> new CredentialSweep(
                evidence,
                reads,
                storage.get().table(),
                storage.get().queue(),
                archive.get(),
                notifier.get(),
                platform.clock(),
                settings.readDeadline(),
                settings.expiryDays(),
                listener));
        this.preflight = Lazy.of(() -> new InstallationPreflight(
                evidence,
                reads,
                settings.capabilities(),
                new DependencyProbes(
                        () -> openStorage(storage),
                        platform.clock(),
                        settings.webhooks().size(),
                        new WebhookProbe(azure.webhookPipeline(), webhooks(settings))::unreached),
                new RightsReview(reads, settings.capabilities(), platform.storageAccount(), azure::graphRights),
                () -> new AppInstallation(azure.objectId(), settings.appName()),
                platform.clock(),
                InstallationPreflight.TIME));
        this.drains = Lazy.of(() ->
                new QueueBacklogMonitor(storage.get().queue(), storage.get().table(), platform.clock()));
        this.health = Lazy.of(() -> new StorageHealthProbe(() -> openStorage(storage), StorageHealthProbe.TIME));
    }

    /** Opens the storage; a missing setting counts as unavailable storage. */
    private static AppStorage openStorage(Supplier<AppStorage> storage) {
        try {
            return storage.get();
        } catch (InvalidSettingsException e) {
            throw new StorageUnavailableException(String.join("; ", e.problems()));
        }
    }

    /**
     * The responder of this process, with the settings of its environment.
     *
     * <p>Not a static initializer: an exception in one becomes an Error, and the worker never answers after an Error.
     *
     * @throws InvalidSettingsException naming every invalid setting
     */
    public static synchronized Responder shared() {
        if (shared == null) {
            Warmup.begin();
            shared = of(System.getenv());
        }
        return shared;
    }

    /** @throws InvalidSettingsException naming every invalid setting */
    static Responder of(Map<String, String> environment) {
        var settings = Settings.from(environment);
        return new Responder(settings, InjectedDependenciesFactory.of(settings, environment));
    }

    /**
     * Diagnoses a pull failure.
     *
     * @throws EvidenceUnavailableException if the cluster or the pod cannot be read
     */
    public Diagnosis diagnose(PullFailure failure, Trigger trigger) {
        var diagnosis = diagnostician.diagnose(failure, trigger);
        listener.accept(diagnosis);
        return diagnosis;
    }

    /** The intake of alerts, events and logs. */
    public Intake intake() {
        return intake.get();
    }

    /** The dispatcher of queue messages. */
    public WorkItemDispatcher dispatcher() {
        return new WorkItemDispatcher(investigationHandler(), credentialSweep);
    }

    /** The handler of work items. */
    public InvestigationHandler investigationHandler() {
        return investigations.get().investigator();
    }

    /** The follow-up of open incidents. */
    public OpenIncidentFollowUp followUp() {
        return investigations.get().followUp();
    }

    /** The search for credentials that expire soon. */
    public CredentialSweep credentialSweep() {
        return credentialSweep.get();
    }

    /** The preflight: tests the permissions and endpoints that the settings imply. */
    public InstallationPreflight preflight() {
        return preflight.get();
    }

    /** The check that the queues drain. */
    public QueueBacklogMonitor queueBacklogMonitor() {
        return drains.get();
    }

    /** The probe of the storage. */
    public StorageHealthProbe health() {
        return health.get();
    }

    /** The stored reports. */
    public ReportStore reportStore() {
        return archive.get();
    }

    private static ReportStore reportStore(Settings settings, AppStorage storage) {
        return settings.storesReports()
                ? ReportStore.of(storage.reports())
                : ReportStore.withoutReports(storage.reports());
    }

    /** Webhooks with the same name get numbers, because the delivery records use the name as an id. */
    private static List<TeamsWebhookConfig> webhooks(Settings settings) {
        var names = new HashMap<String, Integer>();
        return settings.webhooks().stream()
                .map(webhook -> {
                    var number = names.merge(webhook.name(), 1, Integer::sum);
                    return new TeamsWebhookConfig(
                            number == 1 ? webhook.name() : webhook.name() + "-" + number,
                            webhook.address(),
                            new NotificationFilter(webhook.clusters(), webhook.namespaces(), webhook.causes()));
                })
                .toList();
    }

    private static Notifier notifier(
            Settings settings, AzureConnection azure, ReportStore archive, AppStorage storage, Clock clock) {
        var pages = settings.publicAddress()
                .filter(address -> settings.storesReports())
                .map(address -> address.resolve("/api/reports/"));
        var pipeline = azure.webhookPipeline();
        var channels = webhooks(settings).stream()
                .<NotificationChannel>map(webhook -> new TeamsChannel(pipeline, webhook, pages))
                .toList();
        return new Notifier(channels, settings.silencedCauses(), archive, storage, clock);
    }

    @Override
    public void close() {
        reads.close();
    }
}
