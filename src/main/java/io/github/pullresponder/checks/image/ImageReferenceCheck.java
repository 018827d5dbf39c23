package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.image.InvalidImageReferenceException;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;

/** Checks that the image reference is valid. */
final class ImageReferenceCheck extends AbstractWholePullCheck {

    ImageReferenceCheck() {
        super("image-reference", "The image reference is valid", Cause.INVALID_IMAGE_REFERENCE);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var written = pull.imageText();
        if (written.isEmpty()) {
            return notApplicable("the image is not known");
        }
        try {
            ImageReference.parse(written);
            return ruledOut(FactSource.image(written), "%s is valid", written);
        } catch (InvalidImageReferenceException e) {
            return confirmed(malformed(written, e, pull));
        }
    }

    private static Finding malformed(String written, InvalidImageReferenceException e, PullContext pull) {
        var finding = Finding.of(
                        Cause.INVALID_IMAGE_REFERENCE,
                        "\"%s\" is not a valid image reference: %s".formatted(written, e.reason()))
                .because(
                        FactSource.image(written),
                        "first invalid character: position %d: \"%s\"",
                        e.position() + 1,
                        written.substring(0, e.position()) + "«" + written.substring(e.position()) + "»");
        for (var suggestion : ReferenceSyntaxCorrections.of(written)) {
            finding = finding.orFix(ImageRemedies.correctTo(suggestion, pull));
        }
        return finding;
    }
}
