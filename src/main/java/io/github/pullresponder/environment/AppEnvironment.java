package io.github.pullresponder.environment;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.evidence.kubernetes.ApiServers;
import io.github.pullresponder.storage.Storage;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the responder takes from outside: how it talks, who it is, what time it is, and where it keeps things.
 *
 * @param apiServers where its credential may go, of the servers that kubeconfigs name
 * @param storage opens what it keeps things in
 * @param storageAccount the name of the storage account; absent if there is none, or if it is not known
 * @param listener called with each report
 */
public record AppEnvironment(
        HttpClient http,
        TokenCredential credential,
        ApiServers apiServers,
        Clock clock,
        Function<AzureConnection, Storage> storage,
        Optional<String> storageAccount,
        Consumer<Report> listener) {}
