package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.Images.Manifest;
import io.github.pullresponder.evidence.Images.Tag;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.registry.AzureRegistryHosts;
import io.github.pullresponder.registry.RegistryReplica;
import io.github.pullresponder.resource.AzureRegionNameComparer;
import io.github.pullresponder.text.DisplayFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the replica that serves the nodes has the image. Replication is eventual: its duration depends on the image's size, and
 * the replica in the home region can be behind as well.
 */
final class ReplicaHasImageCheck extends AbstractWholePullCheck {
    /** For an image that was pushed longer ago, a replica that still waits for it is only a likely cause. */
    private static final Duration RECENT = Duration.ofDays(1);

    ReplicaHasImageCheck() {
        super("replica", "The replica that serves the nodes has the image", Cause.REPLICA_NOT_CAUGHT_UP);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var images = pull.images();
        images.prefetch();
        var all = pull.replicas().all();
        if (all.size() == 1) {
            return ruledOut(
                    pull.registry().source(),
                    "%s has one replica",
                    pull.registry().name());
        }
        var answers = pull.replicas().withImage();
        var near = near(all, pull);
        return near.filter(answers::containsKey)
                .map(replica -> ofAnswers(replica, answers, pull))
                .orElseGet(() -> ofTimes(near, pull));
    }

    /** A regional endpoint is one replica; the login server routes a node to the replica in its region, if there is one. */
    private static Optional<RegistryReplica> near(List<RegistryReplica> all, PullContext pull) {
        var region = AzureRegistryHosts.regionOf(pull.host())
                .orElseGet(() -> pull.cluster().location());
        return all.stream()
                .filter(replica -> AzureRegionNameComparer.areSame(replica.location(), region))
                .findFirst();
    }

    private static Verdict ofAnswers(RegistryReplica near, Map<RegistryReplica, Boolean> answers, PullContext pull) {
        var name = ImageRemedies.inRegistry(pull.image());
        if (Boolean.TRUE.equals(answers.get(near))) {
            return ruledOut(
                    ReplicatedImageAbsenceVerdicts.source(near, pull),
                    "the replica in %s has %s",
                    near.location(),
                    name);
        }
        var having = answers.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .findFirst();
        if (having.isEmpty() && pull.images().manifest().isEmpty()) {
            return notApplicable("%s does not exist", name);
        }
        var elsewhere = having.map(replica -> ReplicatedImageAbsenceVerdicts.source(replica, pull))
                .orElseGet(() -> answered(pull));
        return CachedImageAbsenceVerdicts.likelyIfServed(
                pull,
                behind(near.location(), pull)
                        .because(
                                ReplicatedImageAbsenceVerdicts.source(near, pull),
                                "the replica in %s does not have it",
                                near.location())
                        .because(
                                elsewhere,
                                "%s has it",
                                having.map(replica -> "the replica in " + replica.location())
                                        .orElse("another replica")));
    }

    /** For replicas that cannot be queried one by one: the node did not find an image that had been pushed already. */
    private static Verdict ofTimes(Optional<RegistryReplica> near, PullContext pull) {
        var name = ImageRemedies.inRegistry(pull.image());
        var manifest = pull.images().manifest();
        if (manifest.isEmpty()) {
            return notApplicable("%s does not exist", name);
        }
        var pushed = pull.images().tag().flatMap(Tag::changed).or(() -> manifest.flatMap(Manifest::pushed));
        if (pushed.isEmpty()) {
            return undetermined("the push time of %s is not known", name);
        }
        var failed = pull.failedAt();
        if (failed.filter(pushed.get()::isAfter).isPresent()) {
            return notApplicable(
                    "%s was pushed at %s, after the node requested it", name, DisplayFormat.time(pushed.get()));
        }
        var finding = behind(near.map(RegistryReplica::location).orElse("use"), pull)
                .because(
                        answered(pull),
                        "the replica that answered Pull Responder has had it since %s",
                        DisplayFormat.time(pushed.get()));
        var isRecent = pushed.get().plus(RECENT).isAfter(pull.now());
        return near.isPresent() && failed.isPresent() && isRecent
                ? CachedImageAbsenceVerdicts.likelyIfServed(
                        pull,
                        finding.because(
                                FactSource.message(),
                                "the node did not find it at %s",
                                DisplayFormat.time(failed.get())))
                : undetermined("%s", open(name, near, failed, pushed.get(), pull))
                        .suspecting(finding);
    }

    private static String open(
            String name, Optional<RegistryReplica> near, Optional<Instant> failed, Instant pushed, PullContext pull) {
        if (near.isEmpty()) {
            return "%s has no replica in %s: the replica that serves the nodes is not known"
                    .formatted(pull.registry().name(), pull.cluster().location());
        }
        return failed.isEmpty()
                ? "the time at which the node requested %s is not known".formatted(name)
                : "%s was pushed at %s, and the replicas of %s cannot be queried one by one"
                        .formatted(
                                name,
                                DisplayFormat.time(pushed),
                                pull.registry().name());
    }

    private static Finding behind(String location, PullContext pull) {
        var registry = pull.registry();
        return Finding.of(
                        Cause.REPLICA_NOT_CAUGHT_UP,
                        "The replica in %s does not have %s yet"
                                .formatted(location, ImageRemedies.inRegistry(pull.image())))
                .because(
                        FactSource.arm(registry.id()),
                        "%s has replicas in %s",
                        registry.name(),
                        DisplayFormat.list(pull.replicas().all().stream()
                                .map(RegistryReplica::location)
                                .toList()))
                .fix(ImageRemedies.waitForReplica(registry));
    }

    private static FactSource answered(PullContext pull) {
        return FactSource.registry(
                pull.images().registry().loginServer(), pull.image().repository(), pull.imageText());
    }
}
