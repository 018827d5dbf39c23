package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.PullCheck;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.Source;

/** Checks that the image is not in quarantine. */
final class ImageQuarantineCheck extends PullCheck {

    ImageQuarantineCheck() {
        super("image-quarantine", "The image is not in quarantine", Cause.IMAGE_QUARANTINED);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var images = pull.images();
        images.anticipate();
        var registry = pull.registry();
        if (!registry.state().quarantines()) {
            return ruledOut(registry.source(), "%s quarantines nothing", registry.name());
        }
        var name = ImageRemedies.inRegistry(pull.image());
        var manifest = images.manifest();
        if (manifest.isEmpty()) {
            return undetermined(
                    "%s is not visible, and to see what is in quarantine needs the role AcrQuarantineReader", name);
        }
        if (!manifest.get().quarantined()) {
            return ruledOut(images.source(), "%s is released from quarantine", name);
        }
        return confirmed(Finding.of(Cause.IMAGE_QUARANTINED, "%s is in quarantine".formatted(name))
                .because(registry.source(), "the quarantine policy of %s is enabled", registry.name())
                .because(
                        Source.registry(
                                images.registry().loginServer(), pull.image().repository(), pull.imageText()),
                        "quarantineState of %s is Quarantined",
                        manifest.get().digest())
                .fix(ImageRemedies.FINISH_SCAN)
                .fix(ImageRemedies.orTurnQuarantineOff(registry)));
    }
}
