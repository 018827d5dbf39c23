package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.notVisible;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ArtifactCacheRemedies;
import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.BlindSpot;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.registry.CacheRule;
import io.github.pullresponder.registry.CredentialSet;
import io.github.pullresponder.registry.CredentialSet.UpstreamCredentialHealth;
import java.util.Optional;

/** Checks that the source of the cache rule has the image. The source is never queried: it may be any registry. */
final class UpstreamImageCheck extends AbstractCacheRuleCheck {

    UpstreamImageCheck() {
        super("upstream-image", "The source of the cache rule has the image", Cause.UPSTREAM_IMAGE_NOT_FOUND);
    }

    @Override
    Verdict examine(CacheRule rule, PullContext pull) {
        var set = rule.credentialSet().flatMap(id -> PullContext.orEmpty(() -> pull.credentialSet(id)));
        if (set.filter(known -> known.health() == UpstreamCredentialHealth.UNHEALTHY)
                .isPresent()) {
            return undetermined(
                    "cache rule %s cannot sign in to its source, so its answer does not show whether the source has the image",
                    rule.name());
        }
        var open = notVisible(BlindSpot.CACHE_SOURCE, "%s", CachedImageAbsenceVerdicts.describe(rule, pull));
        return isAnswerOfSource(pull) ? open.suspecting(absent(rule, set, pull)) : open;
    }

    /**
     * Returns true if the registry reported that the image does not exist. Docker Hub denies requests for a repository that does not
     * exist, and the registry forwards that answer (Azure/acr, issue 772).
     */
    private static boolean isAnswerOfSource(PullContext pull) {
        return switch (pull.error().symptom()) {
            case NOT_FOUND -> true;
            case UNAUTHORIZED, FORBIDDEN -> namesSource(pull);
            default -> false;
        };
    }

    private static Finding absent(CacheRule rule, Optional<CredentialSet> set, PullContext pull) {
        var finding = Finding.of(
                        Cause.UPSTREAM_IMAGE_NOT_FOUND,
                        "Cache rule %s could not fetch %s from its source"
                                .formatted(rule.name(), ImageRemedies.inRegistry(pull.image())))
                .because(rule.source(), "%s", CachedImageAbsenceVerdicts.describe(rule, pull));
        return withCredentials(withRelevance(finding, pull), rule, set)
                .because(
                        FactSource.message(),
                        "%s answered: %s",
                        pull.host(),
                        pull.error().symptom().label())
                .fix(ArtifactCacheRemedies.checkSource(rule, pull.image()))
                .fix(ArtifactCacheRemedies.orCorrectRule(rule));
    }

    private static Finding withCredentials(Finding finding, CacheRule rule, Optional<CredentialSet> set) {
        if (rule.credentialSet().isEmpty()) {
            return finding.because(rule.source(), "cache rule %s has no credential set", rule.name());
        }
        return set.filter(known -> known.health() == UpstreamCredentialHealth.HEALTHY)
                .map(healthy -> finding.because(healthy.source(), "credential set %s is Healthy", healthy.name()))
                .orElse(finding);
    }
}
