package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Evidence;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.Images.Manifest;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Checks that the repository, the tag and the manifest are not locked. Each of them has its own lock (readEnabled). */
final class ImageLockCheck extends AbstractWholePullCheck {

    ImageLockCheck() {
        super("image-lock", "The repository, the tag and the manifest are not locked", Cause.IMAGE_LOCKED);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var images = pull.images();
        images.prefetch();
        var image = pull.image();
        var manifest = images.manifest();
        if (manifest.isEmpty()) {
            return notApplicable("%s does not exist", ImageRemedies.inRegistry(image));
        }
        var locked = new LinkedHashMap<String, String>();
        images.repository()
                .filter(repository -> !repository.readable())
                .ifPresent(repository -> locked.put("repository " + repository.name(), ""));
        images.tag().filter(tag -> !tag.readable()).ifPresent(tag -> locked.put("tag " + tag.name(), ":" + tag.name()));
        manifest.filter(found -> !found.readable())
                .map(Manifest::digest)
                .ifPresent(digest -> locked.put("manifest " + digest, "@" + digest));
        return locked.isEmpty() ? belowIndex(pull) : confirmed(locked(locked, pull));
    }

    /** The node requests a manifest below the index, which has its own lock. */
    private static Verdict belowIndex(PullContext pull) {
        var wanted = NodeManifests.of(pull);
        var locked = new LinkedHashMap<String, String>();
        pull.images().manifests(wanted.entries()).forEach((entry, manifest) -> {
            if (!manifest.readable()) {
                locked.put("manifest %s for %s".formatted(entry.digest(), entry.platform()), "@" + entry.digest());
            }
        });
        if (locked.isEmpty()) {
            wanted.requireAll();
            return ruledOut(pull.images().source(), "%s is not locked", ImageRemedies.inRegistry(pull.image()));
        }
        return wanted.faulty(locked.size(), locked(locked, pull), Verdict::confirmed);
    }

    private static Finding locked(Map<String, String> locked, PullContext pull) {
        var registry = pull.images().registry();
        var repository = pull.image().repository();
        var draft = Finding.of(
                Cause.IMAGE_LOCKED,
                "%s is locked and cannot be pulled".formatted(ImageRemedies.inRegistry(pull.image())));
        var source = FactSource.registry(registry.loginServer(), repository, pull.imageText());
        var finding = draft.because(locked.keySet().stream()
                .map(lock -> Evidence.of(source, "readEnabled of %s is false", lock))
                .toList());
        for (var suffix : locked.values()) {
            finding = finding.fix(ImageRemedies.unlock(registry, repository, suffix));
        }
        return finding;
    }
}
