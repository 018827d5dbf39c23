package io.github.pullresponder.sandbox.storage;

import io.github.pullresponder.evidence.azure.AzureConnection;
import io.github.pullresponder.sandbox.functions.HostQueues;
import io.github.pullresponder.storage.AppStorage;
import java.time.Duration;
import java.util.Set;

/** A storage account that instances of the app share, as the app and its host use it. */
public interface SandboxStorage {
    /** Opens the account as the app does; every instance opens it separately. */
    AppStorage open(AzureConnection azure);

    /** The queues of the same account, as the Functions host uses them. */
    HostQueues queues();

    /** All values of the account that must not appear in an output. */
    Set<String> secrets();

    /** Makes waiting messages visible, as if this much time had passed. */
    void letPass(Duration time);
}
