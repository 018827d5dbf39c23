package io.github.pullresponder.storage.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.github.pullresponder.storage.BlobContainer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One container of the storage account, which is created at the first write. */
final class AzureBlobContainer implements BlobContainer {
    private final BlobContainerClient container;
    private final StorageExceptionTranslator place;

    AzureBlobContainer(BlobContainerClient container) {
        this.container = container;
        this.place =
                new StorageExceptionTranslator("container " + container.getBlobContainerName(), StorageService.BLOB);
    }

    @Override
    public void put(String name, String contentType, String text, Map<String, String> metadata) {
        var blob = container.getBlobClient(name).getBlockBlobClient();
        var upload = new BlockBlobSimpleUploadOptions(BinaryData.fromString(text))
                .setHeaders(new BlobHttpHeaders().setContentType(contentType))
                .setMetadata(metadata);
        place.ask(StorageExceptionTranslator.creating(
                container::createIfNotExists, () -> blob.uploadWithResponse(upload, null, Context.NONE)));
    }

    @Override
    public Optional<String> find(String name) {
        var blob = container.getBlobClient(name);
        return place.ask(() -> Optional.of(blob.downloadContent().toString()), Set.of(404), Optional::empty);
    }

    @Override
    public List<String> list(String prefix) {
        var beginning = new ListBlobsOptions().setPrefix(prefix);
        return place.ask(
                () -> container.listBlobs(beginning, null).stream()
                        .map(BlobItem::getName)
                        .toList(),
                Set.of(404),
                List::of);
    }
}
