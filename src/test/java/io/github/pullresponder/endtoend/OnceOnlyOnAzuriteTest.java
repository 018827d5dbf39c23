package io.github.pullresponder.endtoend;

import io.github.pullresponder.sandbox.azurite.Azurite;
import io.github.pullresponder.sandbox.azurite.AzuriteExtension;
import io.github.pullresponder.sandbox.storage.SandboxStorage;
import io.github.pullresponder.sandbox.storage.StorageOnAzurite;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs {@link OnceOnlyTest} with the real SDKs on a real Azurite. */
@ExtendWith(AzuriteExtension.class)
@Tag("scenario")
class OnceOnlyOnAzuriteTest extends OnceOnlyTest {
    private final Azurite azurite;

    OnceOnlyOnAzuriteTest(Azurite azurite) {
        this.azurite = azurite;
    }

    @Override
    SandboxStorage storage() {
        return new StorageOnAzurite(azurite);
    }
}
