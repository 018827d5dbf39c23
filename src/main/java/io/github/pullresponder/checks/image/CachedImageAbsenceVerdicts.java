package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.EvidenceSubject;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.read.ReadResult;
import io.github.pullresponder.registry.CacheRule;
import java.util.Optional;
import java.util.function.Function;

/**
 * Builds the verdict if an image, or a part of it, is not in the registry. If a cache rule serves the image, its absence proves nothing: the
 * registry fetches it from the source when it is pulled ("Artifact cache", limitations).
 */
final class CachedImageAbsenceVerdicts {
    private CachedImageAbsenceVerdicts() {}

    /** The verdict if no cache rule serves the image; if the rules were not read, the finding is only likely. */
    static Verdict unlessServed(PullContext pull, Finding absent, Function<Finding, Verdict> ifNotServed) {
        return ifRead(
                pull,
                absent,
                rule -> rule.map(serving -> notApplicable("%s", describe(serving, pull)))
                        .orElseGet(() -> ifNotServed.apply(absent.because(
                                rules(pull),
                                "no cache rule serves %s",
                                pull.image().repository()))));
    }

    /** Confirmed if no cache rule serves the image, and likely otherwise: the registry may fetch the missing part. */
    static Verdict likelyIfServed(PullContext pull, Finding finding) {
        return ifRead(
                pull,
                finding,
                rule -> rule.<Verdict>map(serving -> undetermined("%s", describe(serving, pull))
                                .suspecting(finding.because(serving.source(), "%s", describe(serving, pull))))
                        .orElseGet(() -> confirmed(finding)));
    }

    private static Verdict ifRead(PullContext pull, Finding finding, Function<Optional<CacheRule>, Verdict> verdictOf) {
        var rule = ReadResult.attempt(pull::cacheRule);
        return rule.isRead()
                ? verdictOf.apply(rule.get())
                : undetermined(rule.why().orElseThrow()).suspecting(finding);
    }

    static String describe(CacheRule rule, PullContext pull) {
        return "cache rule %s fetches %s from %s"
                .formatted(
                        rule.name(),
                        ImageRemedies.inRegistry(pull.image()),
                        ImageRemedies.atSource(rule, pull.image()));
    }

    private static FactSource rules(PullContext pull) {
        return FactSource.armChildren(pull.images().registry().id(), "cacheRules")
                .about(EvidenceSubject.image(pull.imageText()));
    }
}
