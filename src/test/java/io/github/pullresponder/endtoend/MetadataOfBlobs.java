package io.github.pullresponder.endtoend;

import io.github.pullresponder.storage.BlobContainer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records the metadata of every blob, which the app itself never reads. */
record MetadataOfBlobs(BlobContainer blobs, Map<String, Map<String, String>> noted) implements BlobContainer {
    @Override
    public void put(String name, String contentType, String text, Map<String, String> metadata) {
        noted.put(name, metadata);
        blobs.put(name, contentType, text, metadata);
    }

    @Override
    public Optional<String> find(String name) {
        return blobs.find(name);
    }

    @Override
    public List<String> list(String prefix) {
        return blobs.list(prefix);
    }
}
