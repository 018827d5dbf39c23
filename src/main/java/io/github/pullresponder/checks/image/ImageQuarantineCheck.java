package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Check;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.Source;
import java.util.Set;

/** Is the image released from quarantine? */
final class ImageQuarantineCheck implements Check {

    @Override
    public String id() {
        return "image-quarantine";
    }

    @Override
    public String question() {
        return "Is the image released from quarantine?";
    }

    @Override
    public Set<Symptom> explains() {
        return Set.of(Symptom.NOT_FOUND, Symptom.DISALLOWED, Symptom.UNAUTHORIZED);
    }

    @Override
    public Verdict examine(PullContext pull) {
        var images = pull.images();
        images.anticipate();
        var registry = pull.registry();
        if (!registry.state().quarantines()) {
            return ruledOut("%s quarantines nothing", registry.name());
        }
        var name = ImageRemedies.inRegistry(pull.image());
        var manifest = images.manifest();
        if (manifest.isEmpty()) {
            return undetermined(
                    "%s is not visible, and to see what is in quarantine needs the role AcrQuarantineReader", name);
        }
        if (!manifest.get().quarantined()) {
            return ruledOut("%s is released from quarantine", name);
        }
        return confirmed(Finding.of(Cause.IMAGE_QUARANTINED, "%s is in quarantine".formatted(name))
                .because(registry.source(), "the quarantine policy of %s is enabled", registry.name())
                .because(
                        Source.registry(
                                images.registry().loginServer(), pull.image().repository()),
                        "quarantineState of %s is Quarantined",
                        manifest.get().digest())
                .fix(ImageRemedies.FINISH_SCAN)
                .fix(ImageRemedies.orTurnQuarantineOff(registry)));
    }
}
