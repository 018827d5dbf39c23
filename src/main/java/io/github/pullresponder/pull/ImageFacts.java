package io.github.pullresponder.pull;

import io.github.pullresponder.evidence.EvidenceSources;
import io.github.pullresponder.evidence.Images;
import io.github.pullresponder.evidence.Images.DeletedTag;
import io.github.pullresponder.evidence.Images.IndexEntry;
import io.github.pullresponder.evidence.Images.Manifest;
import io.github.pullresponder.evidence.Images.ManifestContent;
import io.github.pullresponder.evidence.Images.Repository;
import io.github.pullresponder.evidence.Images.Tag;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.read.AsyncRead;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.read.ReadExecutor;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.read.RequestCache;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The registry's own data about the pulled image. Each part is read on first use. */
public final class ImageFacts {
    private final AsyncRead<ResourceGraphRegistry> registry;
    private final ImageReference image;
    private final EvidenceSources sources;
    private final ReadExecutor reads;
    private final RequestCache questions = new RequestCache();

    ImageFacts(
            AsyncRead<ResourceGraphRegistry> registry,
            ImageReference image,
            EvidenceSources sources,
            ReadExecutor reads) {
        this.registry = registry;
        this.image = image;
        this.sources = sources;
        this.reads = reads;
    }

    public ResourceGraphRegistry registry() {
        return registry.get();
    }

    /** The source of the registry's data about the image. */
    public FactSource source() {
        return FactSource.registry(registry().loginServer(), image.repository(), image.toString());
    }

    /** Starts the reads that show if the image exists, so that none waits for another. */
    public void prefetch() {
        repositoryFact();
        manifestFact();
    }

    /** The HTTP status of Pull Responder's request without credentials. */
    public int status() {
        return once("status", Images::status).get();
    }

    public Optional<Repository> repository() {
        return repositoryFact().get();
    }

    /** The pulled tag; absent if the pull uses a digest, which takes precedence over a tag. */
    public Optional<Tag> tag() {
        return image.digest().isPresent() ? Optional.empty() : tagFact().get();
    }

    /** The tag of a reference that also has a digest, which takes precedence. */
    public Optional<Tag> tagNextToDigest() {
        return image.digest().isPresent() && image.tag().isPresent() ? tagFact().get() : Optional.empty();
    }

    /** The manifest that the tag points to, or the digest names. */
    public Optional<Manifest> manifest() {
        return manifestFact().get();
    }

    /** The existence of the image at each of the endpoints, which are queried concurrently. */
    Map<String, ReadResult<Boolean>> imageAt(List<String> endpoints) {
        return at(
                endpoints,
                "image",
                (images, entry) -> image.digest()
                        .map(digest -> images.manifest(entry, image.repository(), digest)
                                .isPresent())
                        .orElseGet(() -> images.tag(entry, image.repository(), image.tagOrDefault())
                                .isPresent()));
    }

    /** The existence of the repository at each of the endpoints. */
    Map<String, ReadResult<Boolean>> repositoryAt(List<String> endpoints) {
        return at(
                endpoints,
                "repository",
                (images, entry) -> images.repository(entry, image.repository()).isPresent());
    }

    private <T> Map<String, ReadResult<T>> at(
            List<String> endpoints, String what, BiFunction<Images, ResourceGraphRegistry, T> read) {
        var asked = new LinkedHashMap<String, AsyncRead<T>>();
        endpoints.forEach(endpoint -> asked.put(
                endpoint, once(what + " at " + endpoint, (images, entry) -> read.apply(images, entry.at(endpoint)))));
        var answers = new LinkedHashMap<String, ReadResult<T>>();
        asked.forEach((endpoint, answer) -> answers.put(endpoint, ReadResult.attempt(answer::get)));
        return answers;
    }

    /** The platform of the image, or those of an index, at least one. Absent if the image does not exist. */
    public Optional<List<Platform>> platforms() {
        return questions
                .once(
                        "platforms",
                        () -> contentFact()
                                .then(content -> content.map(this::platformsOf).orElse(AsyncRead.of(Optional.empty()))))
                .get();
    }

    private AsyncRead<Optional<List<Platform>>> platformsOf(ManifestContent content) {
        if (!content.entries().isEmpty()) {
            return AsyncRead.of(Optional.of(
                    content.entries().stream().map(IndexEntry::platform).toList()));
        }
        return content.configuration()
                .map(configuration -> this.<Optional<List<Platform>>>ask(
                        "platform",
                        (images, entry) ->
                                Optional.of(List.of(images.platform(entry, image.repository(), configuration)))))
                .orElseGet(() -> AsyncRead.unread(
                        EvidenceUnavailableException.beyond("the manifest of %s names no platform", image)));
    }

    /** The manifests in the image's index; none if it is not an index. Absent if the image does not exist. */
    public Optional<List<IndexEntry>> indexEntries() {
        return contentFact().get().map(ManifestContent::entries);
    }

    /**
     * Requests the content by the digest of an existing manifest: a request by tag would make a registry with a cache rule fetch the
     * image.
     */
    private AsyncRead<Optional<ManifestContent>> contentFact() {
        return questions.once(
                "content",
                () -> manifestFact()
                        .then(manifest -> manifest.map(found -> ask(
                                        "content",
                                        (images, entry) -> images.content(entry, image.repository(), found.digest())))
                                .orElse(AsyncRead.of(Optional.empty()))));
    }

    /** The manifests of some entries of the index, except those that do not exist in the registry. */
    public Map<IndexEntry, Manifest> manifests(List<IndexEntry> entries) {
        var reads = new LinkedHashMap<IndexEntry, AsyncRead<Optional<Manifest>>>();
        entries.forEach(entry -> reads.put(entry, manifestOf(entry.digest())));
        var manifests = new LinkedHashMap<IndexEntry, Manifest>();
        reads.forEach((entry, read) -> read.get().ifPresent(manifest -> manifests.put(entry, manifest)));
        return manifests;
    }

    public List<String> newestTags() {
        return once("newest tags", (images, entry) -> images.newestTags(entry, image.repository()))
                .get();
    }

    /** Tags with the same beginning as the image's. */
    public List<String> similarTags() {
        var tag = image.tagOrDefault();
        var beginning = tag.substring(0, Math.max(1, tag.length() - 2));
        return once("similar tags", (images, entry) -> images.tagsAfter(entry, image.repository(), beginning))
                .get();
    }

    public List<String> repositories() {
        return once("repositories", Images::repositories).get();
    }

    public List<DeletedTag> deleted() {
        return once("deleted images", (images, entry) -> images.deleted(entry, image.repository()))
                .get();
    }

    private AsyncRead<Optional<Repository>> repositoryFact() {
        return once("repository", (images, entry) -> images.repository(entry, image.repository()));
    }

    private AsyncRead<Optional<Tag>> tagFact() {
        return once("tag", (images, entry) -> images.tag(entry, image.repository(), image.tagOrDefault()));
    }

    private AsyncRead<Optional<Manifest>> manifestFact() {
        return questions.once(
                "manifest",
                () -> digestAsked()
                        .then(digest -> digest.map(this::manifestOf).orElse(AsyncRead.of(Optional.empty()))));
    }

    private AsyncRead<Optional<Manifest>> manifestOf(String digest) {
        return once("manifest " + digest, (images, entry) -> images.manifest(entry, image.repository(), digest));
    }

    private AsyncRead<Optional<String>> digestAsked() {
        return image.digest().isPresent()
                ? AsyncRead.of(image.digest())
                : tagFact().map(tag -> tag.map(Tag::digest));
    }

    private <T> AsyncRead<T> once(String what, BiFunction<Images, ResourceGraphRegistry, T> read) {
        return questions.once(what, () -> ask(what, read));
    }

    private <T> AsyncRead<T> ask(String what, BiFunction<Images, ResourceGraphRegistry, T> read) {
        return registry.then(entry -> reads.start(what + " of " + image, () -> read.apply(sources.images(), entry)));
    }
}
