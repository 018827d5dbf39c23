package io.github.pullresponder.storage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Blobs that call a listener before and after every write; the listener may throw. */
public record SteppedBlobs(BlobContainer blobs, Consumer<String> steps) implements BlobContainer {
    @Override
    public void put(String name, String contentType, String text, Map<String, String> metadata) {
        steps.accept("before blob");
        blobs.put(name, contentType, text, metadata);
        steps.accept("after blob");
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
