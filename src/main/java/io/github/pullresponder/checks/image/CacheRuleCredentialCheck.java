package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.ArtifactCacheRemedies;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.registry.CacheRule;
import io.github.pullresponder.registry.CredentialSet;
import io.github.pullresponder.resource.ResourceId;

/** Checks that the credentials of the cache rule that serves the image are healthy. */
final class CacheRuleCredentialCheck extends AbstractCacheRuleCheck {

    CacheRuleCredentialCheck() {
        super(
                "cache-rule-credential",
                "The credentials of the cache rule are healthy",
                Cause.CACHE_RULE_CREDENTIAL_UNHEALTHY);
    }

    @Override
    Verdict examine(CacheRule rule, PullContext pull) {
        if (rule.credentialSet().isEmpty()) {
            return notApplicable("cache rule %s has no credential set", rule.name());
        }
        var id = rule.credentialSet().get();
        return pull.credentialSet(id)
                .map(set -> ofSet(rule, set, pull))
                .orElseGet(
                        () -> undetermined("credential set %s of cache rule %s does not exist", id.name(), rule.name())
                                .suspecting(missing(rule, id, pull)));
    }

    private static Verdict ofSet(CacheRule rule, CredentialSet set, PullContext pull) {
        return switch (set.health()) {
            case HEALTHY ->
                ruledOut(set.source(), "credential set %s of cache rule %s is Healthy", set.name(), rule.name());
            case UNHEALTHY ->
                explains(pull)
                        ? confirmed(unhealthy(rule, set, pull))
                        : undetermined(
                                        "credential set %s of cache rule %s is Unhealthy, but a 401 that does not name the"
                                                + " source may also concern the identity of the node",
                                        set.name(), rule.name())
                                .suspecting(unhealthy(rule, set, pull));
            case UNKNOWN -> ofUnknown(rule, set, pull);
        };
    }

    private static Verdict ofUnknown(CacheRule rule, CredentialSet set, PullContext pull) {
        return set.unhealthy().isEmpty()
                ? undetermined(
                        "Azure does not report the health of credential set %s of cache rule %s",
                        set.name(), rule.name())
                : undetermined(
                                "a credential of credential set %s is Unhealthy; the credential that cache rule %s uses is not"
                                        + " visible to Pull Responder",
                                set.name(), rule.name())
                        .suspecting(unhealthy(rule, set, pull));
    }

    /** A registry also answers 401 if the identity of the node does not have pull access. */
    private static boolean explains(PullContext pull) {
        return namesSource(pull) || pull.error().symptom() != Symptom.UNAUTHORIZED;
    }

    private static Finding unhealthy(CacheRule rule, CredentialSet set, PullContext pull) {
        var finding = finding(
                "Cache rule %s cannot fetch %s: its credential set %s is unhealthy"
                        .formatted(rule.name(), pull.image().repository(), set.name()),
                rule,
                pull);
        for (var credential : set.unhealthy()) {
            finding = finding.because(
                    set.source(),
                    "a credential of %s for %s is Unhealthy%s",
                    set.name(),
                    set.loginServer(),
                    credential.error().isEmpty() ? "" : " (" + credential.error() + ")");
        }
        return finding.fix(ArtifactCacheRemedies.renewSecrets(set))
                .fix(ArtifactCacheRemedies.checkCredentialHealth(set.id()));
    }

    private static Finding missing(CacheRule rule, ResourceId set, PullContext pull) {
        return finding(
                        "Cache rule %s cannot sign in to its source: credential set %s does not exist"
                                .formatted(rule.name(), set.name()),
                        rule,
                        pull)
                .because(FactSource.arm(set), "credential set %s does not exist", set.name())
                .fix(ArtifactCacheRemedies.recreateCredentialSet(rule));
    }

    private static Finding finding(String summary, CacheRule rule, PullContext pull) {
        return withRelevance(
                Finding.of(Cause.CACHE_RULE_CREDENTIAL_UNHEALTHY, summary)
                        .because(rule.source(), "%s", CachedImageAbsenceVerdicts.describe(rule, pull)),
                pull);
    }
}
