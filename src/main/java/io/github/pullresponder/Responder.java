package io.github.pullresponder;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.management.AzureEnvironment;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.github.pullresponder.checks.Checks;
import io.github.pullresponder.checks.Standings;
import io.github.pullresponder.delivery.Delivery;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.diagnosis.Diagnostician;
import io.github.pullresponder.diagnosis.PullFailure;
import io.github.pullresponder.diagnosis.Trigger;
import io.github.pullresponder.evidence.EvidenceProvider;
import io.github.pullresponder.evidence.Reads;
import io.github.pullresponder.evidence.Unreadable;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.kubernetes.KubernetesConnection;
import io.github.pullresponder.intake.Intake;
import io.github.pullresponder.settings.InvalidSettings;
import io.github.pullresponder.settings.Settings;
import io.github.pullresponder.storage.Storage;
import io.github.pullresponder.storage.embedded.EmbeddedBlobs;
import io.github.pullresponder.storage.embedded.EmbeddedQueue;
import io.github.pullresponder.storage.embedded.EmbeddedTable;
import java.time.Clock;
import java.time.Duration;

/**
 * The composition root: everything the functions hand over to, built once per process.
 *
 * <p>The Functions worker makes a new function object for every invocation; they all share this.
 */
public final class Responder implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private static Responder shared;

    private final Reads reads;
    private final Diagnostician diagnostician;
    private final Delivery delivery;
    private final Intake intake;

    public Responder(Settings settings, Platform platform) {
        var azure = new AzureConnection(
                platform.http(), platform.credential(), environment(settings), settings.readDeadline());
        var kubernetes = new KubernetesConnection(platform.credential(), settings.readDeadline());
        EvidenceProvider evidence =
                tally -> new AzureEvidence(azure, kubernetes, settings.subscriptions(), platform.clock(), tally);
        this.reads = new Reads(settings.readsAtOnce(), settings.readDeadline());
        this.diagnostician = new Diagnostician(
                Checks.all(), Standings::of, evidence, reads, platform.clock(), settings.diagnosisDeadline());
        this.delivery = platform.delivery();
        this.intake = new Intake(
                evidence,
                new Storage(new EmbeddedQueue(platform.clock()), new EmbeddedTable(), new EmbeddedBlobs()),
                platform.clock());
    }

    /**
     * The responder of this process, with the settings of its environment and the Azure identity it runs as.
     *
     * <p>Not a static initialiser: what one of those throws is an Error, which the worker never answers.
     *
     * @throws InvalidSettings naming every setting that cannot be used
     */
    public static synchronized Responder shared() {
        if (shared == null) {
            var settings = Settings.from(System.getenv());
            var http = new JdkHttpClientBuilder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .responseTimeout(settings.readDeadline())
                    .build();
            var credential = new DefaultAzureCredentialBuilder()
                    .httpClient(http)
                    .authorityHost(environment(settings).getActiveDirectoryEndpoint())
                    .build();
            shared =
                    new Responder(settings, new Platform(http, credential, Clock.systemUTC(), Responder::toNobodyElse));
        }
        return shared;
    }

    /** @throws Unreadable if the cluster or the pod cannot be read */
    public Diagnosis diagnose(PullFailure failure, Trigger trigger) {
        var diagnosis = diagnostician.diagnose(failure, trigger);
        delivery.deliver(diagnosis);
        return diagnosis;
    }

    /** What takes in alerts, events and the logs. */
    public Intake intake() {
        return intake;
    }

    /** What is asked for over HTTP is answered there; nothing else arrives yet. */
    private static void toNobodyElse(Diagnosis diagnosis) {}

    private static AzureEnvironment environment(Settings settings) {
        return switch (settings.cloud()) {
            case PUBLIC -> AzureEnvironment.AZURE;
            case US_GOVERNMENT -> AzureEnvironment.AZURE_US_GOVERNMENT;
            case CHINA -> AzureEnvironment.AZURE_CHINA;
        };
    }

    @Override
    public void close() {
        reads.close();
    }
}
