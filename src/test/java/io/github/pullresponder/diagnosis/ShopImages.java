package io.github.pullresponder.diagnosis;

import io.github.pullresponder.evidence.Images;
import io.github.pullresponder.evidence.Images.DeletedTag;
import io.github.pullresponder.image.Platform;
import io.github.pullresponder.registry.ResourceGraphRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The shop's registry in memory. Every registry of the shop has the same content. */
final class ShopImages implements Images {
    /** Answers a read, or throws an exception. */
    interface Answers {
        <T> T answer(String question, Supplier<T> answer);
    }

    private final Answers answers;
    private final ShopEvidence shop;

    ShopImages(Answers answers, ShopEvidence shop) {
        this.answers = answers;
        this.shop = shop;
    }

    @Override
    public int status(ResourceGraphRegistry registry) {
        return answers.answer("registryStatus", () -> shop.registryStatus);
    }

    private boolean isReplica(ResourceGraphRegistry registry) {
        return shop.imagesAt.containsKey(registry.loginServer());
    }

    private Optional<Boolean> atReplica(ResourceGraphRegistry registry) {
        return answers.answer(
                registry.loginServer() + " image",
                () -> Optional.of(shop.imagesAt.get(registry.loginServer())).filter(has -> has));
    }

    @Override
    public Optional<Repository> repository(ResourceGraphRegistry registry, String name) {
        if (isReplica(registry)) {
            return atReplica(registry).map(has -> new Repository(name, true));
        }
        return answers.answer(
                "repository " + registry.loginServer(), () -> Optional.ofNullable(shop.repositories.get(name)));
    }

    @Override
    public Optional<Tag> tag(ResourceGraphRegistry registry, String repository, String tag) {
        if (isReplica(registry)) {
            return atReplica(registry)
                    .map(has -> new Tag(tag, ShopEvidence.DIGEST, true, Optional.of(ShopEvidence.PUSHED)));
        }
        return answers.answer(
                "tag",
                () -> Optional.ofNullable(shop.tags.get(tag))
                        .filter(digest -> shop.repositories.containsKey(repository)));
    }

    @Override
    public Optional<Manifest> manifest(ResourceGraphRegistry registry, String repository, String digest) {
        if (isReplica(registry)) {
            return atReplica(registry)
                    .map(has -> new Manifest(digest, true, false, Optional.of(ShopEvidence.PUSHED), Optional.empty()));
        }
        return answers.answer("manifest", () -> Optional.ofNullable(shop.manifests.get(digest)));
    }

    @Override
    public Optional<ManifestContent> content(ResourceGraphRegistry registry, String repository, String reference) {
        return answers.answer(
                "platforms",
                () -> shop.tags.containsKey(reference) || shop.manifests.containsKey(reference)
                        ? Optional.of(new ManifestContent(
                                shop.indexes.getOrDefault(reference, completeIndex()), Optional.empty()))
                        : Optional.empty());
    }

    private List<IndexEntry> completeIndex() {
        return shop.platforms.stream()
                .map(platform -> new IndexEntry(ShopEvidence.DIGEST, platform))
                .toList();
    }

    @Override
    public Platform platform(ResourceGraphRegistry registry, String repository, String configuration) {
        throw new IllegalStateException("every image of the shop is an index");
    }

    @Override
    public List<String> newestTags(ResourceGraphRegistry registry, String repository) {
        return answers.answer(
                "newestTags",
                () -> shop.tags.values().stream()
                        .sorted(Comparator.comparing((Tag tag) -> tag.changed().orElseThrow())
                                .reversed())
                        .map(Tag::name)
                        .toList());
    }

    @Override
    public List<String> tagsAfter(ResourceGraphRegistry registry, String repository, String text) {
        return answers.answer(
                "tagsAfter",
                () -> shop.tags.keySet().stream()
                        .filter(tag -> tag.compareTo(text) > 0)
                        .toList());
    }

    @Override
    public List<String> repositories(ResourceGraphRegistry registry) {
        return answers.answer("repositories", () -> List.copyOf(shop.repositories.keySet()));
    }

    @Override
    public List<DeletedTag> deleted(ResourceGraphRegistry registry, String repository) {
        return answers.answer("deleted", () -> List.copyOf(shop.deleted));
    }
}
