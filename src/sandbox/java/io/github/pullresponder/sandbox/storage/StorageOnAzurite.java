package io.github.pullresponder.sandbox.storage;

import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.sandbox.azurite.AzureHostQueues;
import io.github.pullresponder.sandbox.azurite.Azurite;
import io.github.pullresponder.sandbox.functions.HostQueues;
import io.github.pullresponder.storage.AppStorage;
import io.github.pullresponder.storage.azure.StorageConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** A separate account on a real Azurite, opened as the app opens the account of its host. */
public final class StorageOnAzurite implements SandboxStorage {
    private final StorageConnection connection;
    private final AzureHostQueues queues;

    public StorageOnAzurite(Azurite azurite) {
        var connectionString = azurite.connectionString();
        this.connection = StorageConnection.from(Map.of(StorageConnection.SETTING, connectionString))
                .orElseThrow();
        this.queues = new AzureHostQueues(connectionString);
    }

    @Override
    public AppStorage open(AzureConnection azure) {
        return connection.open(azure);
    }

    @Override
    public HostQueues queues() {
        return queues;
    }

    /** The account's key, and the scheme of the signatures that are created with it. */
    @Override
    public Set<String> secrets() {
        return Set.of(Azurite.key(), "SharedKey ");
    }

    /** The clock of Azurite cannot be moved, so all waiting messages become visible. */
    @Override
    public void letPass(Duration time) {
        queues.makeVisible();
    }
}
