package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.PullCheck;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.Images.Manifest;
import io.github.pullresponder.evidence.Images.Tag;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.resource.Region;
import io.github.pullresponder.text.DisplayFormat;
import java.time.Duration;
import java.time.Instant;

/** Checks that the replica in the cluster's region is up to date. Replication is eventual. */
final class ReplicaCheck extends PullCheck {
    private static final Duration CATCHES_UP_WITHIN = Duration.ofMinutes(15);
    private static final String REPLICATES = "Premium";

    ReplicaCheck() {
        super("replica", "The replica in the cluster's region is up to date", Cause.REPLICA_NOT_CAUGHT_UP);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var images = pull.images();
        images.anticipate();
        var name = ImageRemedies.inRegistry(pull.image());
        var manifest = images.manifest();
        if (manifest.isEmpty()) {
            return notApplicable("%s is not there", name);
        }
        var pushed = images.tag().flatMap(Tag::changed).or(() -> manifest.flatMap(Manifest::pushed));
        if (pushed.isEmpty()) {
            return undetermined("when %s was pushed is not known", name);
        }
        if (pushed.get().plus(CATCHES_UP_WITHIN).isBefore(pull.now())) {
            return ruledOut(pull.images().source(), "%s was pushed at %s", name, DisplayFormat.time(pushed.get()));
        }
        return ofYoungImage(name, pushed.get(), pull);
    }

    private static Verdict ofYoungImage(String name, Instant pushed, PullContext pull) {
        var registry = pull.registry();
        var region = pull.cluster().location();
        if (Region.areSame(region, registry.state().location())
                || !registry.state().sku().equalsIgnoreCase(REPLICATES)
                || pull.replicaLocations().stream().noneMatch(location -> Region.areSame(region, location))) {
            return ruledOut(registry.source(), "%s has no replica in %s besides its home", registry.name(), region);
        }
        return confirmed(behind(name, pushed, registry, region, pull));
    }

    private static Finding behind(String name, Instant pushed, Registry registry, String region, PullContext pull) {
        var age = Math.max(0, Duration.between(pushed, pull.now()).toMinutes());
        return Finding.of(
                        Cause.REPLICA_NOT_CAUGHT_UP,
                        "%s was pushed %d minutes ago, and the replica in %s does not have it yet"
                                .formatted(name, age, region))
                .because(
                        Source.registry(
                                pull.images().registry().loginServer(),
                                pull.image().repository(),
                                pull.imageText()),
                        "it is at %s since %s",
                        registry.state().location(),
                        DisplayFormat.time(pushed))
                .because(
                        Source.arm(registry.id()),
                        "%s has a replica in %s, where %s is",
                        registry.name(),
                        region,
                        pull.cluster().name())
                .fix(IdentityRemedies.waitUntil(DisplayFormat.time(pushed.plus(CATCHES_UP_WITHIN))))
                .fix(ImageRemedies.orLookAtReplica(registry, region));
    }
}
