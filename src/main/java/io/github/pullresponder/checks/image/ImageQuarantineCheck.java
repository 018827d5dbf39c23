package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;

/** Checks that the image is not in quarantine. */
final class ImageQuarantineCheck extends AbstractWholePullCheck {

    ImageQuarantineCheck() {
        super("image-quarantine", "The image is not in quarantine", Cause.IMAGE_QUARANTINED);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var images = pull.images();
        images.prefetch();
        var registry = pull.registry();
        if (!registry.state().quarantines()) {
            return ruledOut(registry.source(), "the quarantine policy of %s is disabled", registry.name());
        }
        var name = ImageRemedies.inRegistry(pull.image());
        var manifest = images.manifest();
        if (manifest.isEmpty()) {
            return undetermined(
                    "%s is not visible; images in quarantine are visible only with the role AcrQuarantineReader", name);
        }
        return manifest.get().quarantined()
                ? confirmed(quarantined(manifest.get().digest(), pull))
                : belowIndex(pull);
    }

    /** The node requests a manifest below the index, which is released separately. */
    private static Verdict belowIndex(PullContext pull) {
        var wanted = NodeManifests.of(pull);
        var manifests = pull.images().manifests(wanted.entries());
        var quarantined = wanted.entries().stream()
                .filter(entry ->
                        !manifests.containsKey(entry) || manifests.get(entry).quarantined())
                .toList();
        var name = ImageRemedies.inRegistry(pull.image());
        if (quarantined.isEmpty()) {
            wanted.requireAll();
            return ruledOut(pull.images().source(), "%s is released from quarantine", name);
        }
        var unseen = quarantined.stream()
                .filter(entry -> !manifests.containsKey(entry))
                .findFirst();
        if (unseen.isPresent()) {
            return undetermined(
                    "%s for %s is not visible; images in quarantine are visible only with the role AcrQuarantineReader",
                    unseen.get().digest(), unseen.get().platform());
        }
        var finding = quarantined(quarantined.get(0).digest(), pull);
        return wanted.faulty(quarantined.size(), finding, Verdict::confirmed);
    }

    private static Finding quarantined(String digest, PullContext pull) {
        var images = pull.images();
        var registry = pull.registry();
        var name = ImageRemedies.inRegistry(pull.image());
        return Finding.of(Cause.IMAGE_QUARANTINED, "%s is in quarantine".formatted(name))
                .because(registry.source(), "the quarantine policy of %s is enabled", registry.name())
                .because(
                        FactSource.registry(
                                images.registry().loginServer(), pull.image().repository(), pull.imageText()),
                        "quarantineState of %s is Quarantined",
                        digest)
                .fix(ImageRemedies.FINISH_SCAN)
                .fix(ImageRemedies.orTurnQuarantineOff(registry));
    }
}
