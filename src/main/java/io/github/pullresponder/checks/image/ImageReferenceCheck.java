package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Check;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.image.InvalidImageReferenceException;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.Source;
import java.util.Set;

/** Is the image reference one? */
public final class ImageReferenceCheck implements Check {

    @Override
    public String id() {
        return "image-reference";
    }

    @Override
    public String question() {
        return "Is the image reference well-formed?";
    }

    @Override
    public Set<Symptom> explains() {
        return Set.of(Symptom.INVALID_REFERENCE);
    }

    @Override
    public Verdict examine(PullContext pull) {
        var written = pull.imageText();
        if (written.isEmpty()) {
            return notApplicable("which image is not known");
        }
        try {
            ImageReference.parse(written);
            return ruledOut("%s is well-formed", written);
        } catch (InvalidImageReferenceException e) {
            return confirmed(malformed(written, e, pull));
        }
    }

    private static Finding malformed(String written, InvalidImageReferenceException e, PullContext pull) {
        var finding = Finding.of(
                        Cause.INVALID_IMAGE_REFERENCE,
                        "\"%s\" is not an image reference: %s".formatted(written, e.reason()))
                .because(
                        Source.image(written),
                        "it stops being one at position %d: \"%s\"",
                        e.position() + 1,
                        written.substring(0, e.position()) + "«" + written.substring(e.position()) + "»");
        var meant = ReferenceSuggestions.of(written);
        for (var i = 0; i < meant.size(); i++) {
            finding = finding.orFix(ImageRemedies.correctTo(meant.get(i), pull));
        }
        return finding;
    }
}
