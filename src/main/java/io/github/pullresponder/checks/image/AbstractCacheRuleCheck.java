package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.notApplicable;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.registry.CacheRule;

/**
 * A check of the cache rule that serves an image. The rule matters if the registry does not have the image, or if the registry reports
 * that the source failed.
 *
 * <p>The effect of an unhealthy credential on an image that is in the registry is not documented: for that case the message must name
 * the source.
 */
abstract class AbstractCacheRuleCheck extends AbstractWholePullCheck {

    AbstractCacheRuleCheck(String id, String question, Cause cause) {
        super(id, question, cause);
    }

    @Override
    protected final Verdict examine(PullContext pull) {
        if (!namesSource(pull)) {
            if (pull.error().symptom() == Symptom.FORBIDDEN) {
                return notApplicable("the message does not name the source of a cache rule");
            }
            pull.images().prefetch();
            if (pull.images().manifest().isPresent()) {
                return notApplicable("%s is in the registry", ImageRemedies.inRegistry(pull.image()));
            }
        }
        return pull.cacheRule()
                .map(rule -> examine(rule, pull))
                .orElseGet(() ->
                        notApplicable("no cache rule serves %s", pull.image().repository()));
    }

    abstract Verdict examine(CacheRule rule, PullContext pull);

    /** Adds the fact that makes the rule relevant. */
    static Finding withRelevance(Finding finding, PullContext pull) {
        return namesSource(pull)
                ? finding.because(FactSource.message(), "the registry reports that the source of a cache rule failed")
                : finding.because(
                        pull.images().source(), "%s is not in the registry", ImageRemedies.inRegistry(pull.image()));
    }

    /** Returns true if the registry attributes the failure to the source of a cache rule. */
    static boolean namesSource(PullContext pull) {
        return pull.error().observations().ofCacheSource();
    }
}
