package io.github.pullresponder.environment;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.kubernetes.TrustedApiServers;
import io.github.pullresponder.storage.AppStorage;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The external dependencies of the app: HTTP client, identity, clock and storage.
 *
 * @param apiServers selects the servers of kubeconfigs to which the credential may be sent
 * @param storage opens the storage
 * @param storageAccount the name of the storage account; absent if there is none, or if it is not known
 * @param listener called with each report
 */
public record InjectedDependencies(
        HttpClient http,
        TokenCredential credential,
        TrustedApiServers apiServers,
        Clock clock,
        Function<AzureConnection, AppStorage> storage,
        Optional<String> storageAccount,
        Consumer<Report> listener) {}
