package io.github.pullresponder.sandbox.storage;

import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.sandbox.functions.HostQueues;
import io.github.pullresponder.storage.AppStorage;
import java.time.Duration;
import java.util.Set;

/** What instances of the app share: a storage account, seen by the app and by its host. */
public interface SandboxStorage {
    /** The account as the app sees it; every instance opens it for itself. */
    AppStorage open(AzureConnection azure);

    /** The same account's queues, as the Functions host sees them. */
    HostQueues queues();

    /** Every value of the account's own that must never be seen in an output. */
    Set<String> secrets();

    /** Lets messages that wait become visible, as if so much time had passed. */
    void letPass(Duration time);
}
