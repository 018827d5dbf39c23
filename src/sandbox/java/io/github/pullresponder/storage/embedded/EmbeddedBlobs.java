package io.github.pullresponder.storage.embedded;

import io.github.pullresponder.storage.BlobContainer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** In-memory blobs with the limits of the service, lost when the process ends. */
public final class EmbeddedBlobs implements BlobContainer {
    private final Map<String, String> texts = new ConcurrentSkipListMap<>();

    @Override
    public void put(String name, String contentType, String text, Map<String, String> metadata) {
        ServiceLimits.checkBlob(name, metadata);
        texts.put(name, text);
    }

    @Override
    public Optional<String> find(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    @Override
    public List<String> list(String prefix) {
        return texts.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }
}
