package io.github.pullresponder.sandbox.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoragesTest {
    @Test
    void aRunWithoutStorageNeedsNoStorage() {
        try (var storages = Storages.named(Optional.empty())) {
            assertThat(storages.fresh())
                    .isInstanceOf(StorageInThisProcess.class)
                    .isNotSameAs(storages.fresh());
        }
    }

    @Test
    void aKindThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Storages.named(Optional.of("floppy")))
                .isInstanceOf(StorageMissing.class)
                .hasMessage("sandbox.storage is 'floppy': expected azurite, or nothing");
    }
}
