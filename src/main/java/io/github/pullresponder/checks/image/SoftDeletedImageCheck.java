package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.Images.DeletedTag;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.text.DisplayFormat;

/** Checks that the image was not soft-deleted. */
final class SoftDeletedImageCheck extends AbstractWholePullCheck {

    SoftDeletedImageCheck() {
        super("image-soft-deleted", "The image was not soft-deleted", Cause.IMAGE_SOFT_DELETED);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var images = pull.images();
        images.prefetch();
        var image = pull.image();
        var name = ImageRemedies.inRegistry(image);
        if (images.manifest().isPresent()) {
            return ruledOut(images.source(), "%s exists", name);
        }
        var deleted = images.deleted().stream()
                .filter(artifact -> isImage(artifact, image))
                .toList();
        if (deleted.isEmpty()) {
            return ruledOut(images.source(), "%s is not among the deleted images that can be restored", name);
        }
        var last = deleted.get(deleted.size() - 1);
        return CachedImageAbsenceVerdicts.likelyIfServed(
                pull,
                Finding.of(Cause.IMAGE_SOFT_DELETED, "%s was deleted and can be restored".formatted(name))
                        .because(
                                FactSource.registry(
                                        images.registry().loginServer(),
                                        "_deleted/" + image.repository(),
                                        pull.imageText()),
                                "it was deleted%s%s",
                                last.when()
                                        .map(when -> " at " + DisplayFormat.time(when))
                                        .orElse(""),
                                last.digest()
                                        .map(digest -> ", with the digest " + digest)
                                        .orElse(""))
                        .fix(ImageRemedies.restore(images.registry(), image)));
    }

    private static boolean isImage(DeletedTag deleted, ImageReference image) {
        return image.digest()
                .map(digest -> deleted.digest().filter(digest::equals).isPresent())
                .orElseGet(() -> deleted.tag().equals(image.tagOrDefault()));
    }
}
