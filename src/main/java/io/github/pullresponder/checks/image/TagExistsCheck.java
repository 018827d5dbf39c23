package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.image.TagVersionComparator;
import io.github.pullresponder.pull.ImageFacts;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.text.DisplayFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that the repository has the tag or digest. */
final class TagExistsCheck extends AbstractWholePullCheck {
    /** Of the five suggested tags, this many are similar; the others are the newest. */
    private static final int MOST_NEAR = 3;

    TagExistsCheck() {
        super("tag-exists", "The repository has the tag or digest", Cause.TAG_NOT_FOUND);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var images = pull.images();
        images.prefetch();
        var image = pull.image();
        if (images.manifest().isPresent()) {
            return ruledOut(images.source(), "%s exists", ImageRemedies.inRegistry(image));
        }
        if (images.repository().isEmpty()) {
            return notApplicable("repository %s does not exist", image.repository());
        }
        return CachedImageAbsenceVerdicts.unlessServed(
                pull, absent(images, pull), finding -> unlessQuarantined(pull, finding));
    }

    /** Callers without the permission get "not found" for an image in quarantine. */
    private static Verdict unlessQuarantined(PullContext pull, Finding finding) {
        return pull.registry().state().quarantines()
                ? undetermined(
                                "%s does not exist, or is in quarantine, which Pull Responder has no permission to read",
                                ImageRemedies.inRegistry(pull.image()))
                        .suspecting(finding)
                : ReplicatedImageAbsenceVerdicts.ofImage(finding, pull);
    }

    private static Finding absent(ImageFacts images, PullContext pull) {
        var image = pull.image();
        var registry = images.registry();
        var newest = PullContext.optionally(images::newestTags).orElse(List.of());
        var near = image.digest().isPresent() ? List.<String>of() : nearTags(images, newest, image.tagOrDefault());
        var others = newest.stream()
                .filter(tag -> !near.contains(tag))
                .limit(SimilarNameFinder.MOST - near.size())
                .toList();
        var finding = Finding.of(
                        Cause.TAG_NOT_FOUND,
                        image.digest()
                                .map(digest ->
                                        "%s has no image with the digest %s".formatted(image.repository(), digest))
                                .orElseGet(
                                        () -> "%s has no tag %s".formatted(image.repository(), image.tagOrDefault())))
                .because(
                        FactSource.registry(registry.loginServer(), image.repository(), pull.imageText()),
                        "the registry does not have it");
        if (!near.isEmpty()) {
            finding = finding.because(
                    FactSource.registry(registry.loginServer(), image.repository() + "/_tags", pull.imageText()),
                    "similar tags: %s",
                    DisplayFormat.list(near));
        }
        if (!others.isEmpty()) {
            finding = finding.because(
                    FactSource.registry(registry.loginServer(), image.repository() + "/_tags", pull.imageText()),
                    "newest tags: %s",
                    DisplayFormat.list(others));
        }
        var own = PullContext.orEmpty(images::tagNextToDigest);
        if (own.isPresent()) {
            finding = finding.because(
                            FactSource.registry(
                                    registry.loginServer(), image.repository() + "/_tags", pull.imageText()),
                            "tag %s now has the digest %s",
                            own.get().name(),
                            own.get().digest())
                    .fix(ImageRemedies.correctTo(
                            ImageRemedies.withDigest(own.get().digest(), image), pull));
        }
        var instead =
                insteadOf(image.tagOrDefault(), near).or(() -> newest.stream().findFirst());
        if (instead.isPresent()) {
            var correction = ImageRemedies.correctTo(ImageRemedies.withTag(instead.get(), image), pull);
            finding = own.isPresent() ? finding.orFix(correction) : finding.fix(correction);
        }
        return image.digest().isPresent() ? finding : finding.orFix(ImageRemedies.push(registry, image));
    }

    /** The most similar newer tag: an older tag would undo a deployment. */
    private static Optional<String> insteadOf(String wanted, List<String> near) {
        return near.stream()
                .filter(tag -> TagVersionComparator.BY_VERSION.compare(tag, wanted) > 0)
                .findFirst()
                .or(() -> near.stream().findFirst());
    }

    private static List<String> nearTags(ImageFacts images, List<String> newest, String wanted) {
        var neighbours = PullContext.optionally(images::similarTags).orElse(List.of());
        return SimilarNameFinder.of(
                        wanted,
                        Stream.concat(newest.stream(), neighbours.stream()).toList())
                .stream()
                .limit(MOST_NEAR)
                .toList();
    }
}
