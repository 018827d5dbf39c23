package io.github.pullresponder.sandbox.storage;

import io.github.pullresponder.sandbox.azurite.Azurite;
import java.util.Optional;
import java.util.function.Supplier;

/** Provides each estate with its own storage of the requested kind. */
public final class Storages implements AutoCloseable {
    private static final String AZURITE = "azurite";

    private final Supplier<SandboxStorage> storages;
    private final Runnable end;

    private Storages(Supplier<SandboxStorage> storages, Runnable end) {
        this.storages = storages;
        this.end = end;
    }

    /**
     * @param kind {@code azurite}; absent for in-memory storage
     * @throws StorageMissing if the kind is unknown or not available
     */
    public static Storages named(Optional<String> kind) {
        if (kind.isEmpty()) {
            return new Storages(StorageInThisProcess::new, () -> {});
        }
        if (!kind.get().equals(AZURITE)) {
            throw new StorageMissing("sandbox.storage is '%s': expected %s, or nothing".formatted(kind.get(), AZURITE));
        }
        var executable = Azurite.executable()
                .orElseThrow(
                        () -> new StorageMissing("sandbox.storage is azurite, and there is no node and azurite on the"
                                + " path or in the project: npm install --no-save --prefix .azurite azurite@3.35.0"));
        var azurite = Azurite.start(executable);
        return new Storages(() -> new StorageOnAzurite(azurite), azurite::close);
    }

    /** Creates a new, empty storage. */
    public SandboxStorage fresh() {
        return storages.get();
    }

    @Override
    public void close() {
        end.run();
    }
}
