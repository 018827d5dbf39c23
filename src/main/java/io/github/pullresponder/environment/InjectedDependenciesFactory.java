package io.github.pullresponder.environment;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.azure.http.BoundedHttpClient;
import io.github.pullresponder.evidence.kubernetes.TrustedApiServers;
import io.github.pullresponder.local.SandboxAddress;
import io.github.pullresponder.local.SandboxCredential;
import io.github.pullresponder.local.SandboxHttpClient;
import io.github.pullresponder.settings.InvalidSettingsException;
import io.github.pullresponder.settings.Settings;
import io.github.pullresponder.storage.azure.StorageConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates the dependencies of this process: Azure with the process's identity, or the sandbox in its settings. */
public final class InjectedDependenciesFactory {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Settings settings;
    private final Map<String, String> environment;
    private final HttpClient http;

    private InjectedDependenciesFactory(Settings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
        this.http = new JdkHttpClientBuilder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .responseTimeout(settings.readDeadline())
                .build();
    }

    public static InjectedDependencies of(Settings settings, Map<String, String> environment) {
        var process = new InjectedDependenciesFactory(settings, environment);
        return settings.sandbox().map(process::inSandbox).orElseGet(process::inAzure);
    }

    private InjectedDependencies inAzure() {
        var credential = new DefaultAzureCredentialBuilder()
                .httpClient(new BoundedHttpClient(http))
                .authorityHost(
                        AzureSdkEnvironments.environment(settings.cloud()).getActiveDirectoryEndpoint())
                .build();
        return platform(http, credential, TrustedApiServers.ofAzure());
    }

    /** Creates no real credential, so none can be sent to the sandbox. */
    private InjectedDependencies inSandbox(SandboxAddress sandbox) {
        return platform(
                new SandboxHttpClient(http, sandbox),
                SandboxCredential.ofResponder(),
                TrustedApiServers.onThisMachine());
    }

    /** Storage is never redirected: it is the account of the Functions host. */
    private InjectedDependencies platform(HttpClient azure, TokenCredential credential, TrustedApiServers apiServers) {
        return new InjectedDependencies(
                azure,
                credential,
                apiServers,
                Clock.systemUTC(),
                connection -> hostStorage()
                        .open(new AzureConnection(
                                http,
                                credential,
                                connection.environment(),
                                settings.readDeadline(),
                                settings.capabilities())),
                storageAccount(),
                diagnosis -> {});
    }

    /** The account's name; absent if the settings are invalid, which the first use of the storage reports. */
    private Optional<String> storageAccount() {
        try {
            return StorageConnection.from(environment).flatMap(StorageConnection::accountName);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private StorageConnection hostStorage() {
        try {
            return StorageConnection.from(environment)
                    .orElseThrow(() -> new InvalidSettingsException(List.of(StorageConnection.SETTING
                            + " is missing: expected a connection string, or the account's name or addresses")));
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(List.of(e.getMessage()));
        }
    }
}
