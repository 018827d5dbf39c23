package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.diagnosis.AbstractWholePullCheck;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.read.EvidenceUnavailableException;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.text.DisplayFormat;

/** Checks that the registry has the repository. */
final class RepositoryExistsCheck extends AbstractWholePullCheck {

    RepositoryExistsCheck() {
        super("repository-exists", "The registry has the repository", Cause.REPOSITORY_NOT_FOUND);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var images = pull.images();
        images.prefetch();
        var wanted = pull.image().repository();
        if (images.repository().isPresent()) {
            return ruledOut(images.source(), "repository %s exists", wanted);
        }
        var registry = images.registry();
        var finding = Finding.of(
                        Cause.REPOSITORY_NOT_FOUND,
                        "%s has no repository %s".formatted(registry.id().name(), wanted))
                .because(
                        FactSource.registry(registry.loginServer(), wanted, pull.imageText()),
                        "the registry does not have it");
        return CachedImageAbsenceVerdicts.unlessServed(
                pull,
                withNearNames(finding, pull).orFix(ImageRemedies.push(registry, pull.image())),
                absent -> ReplicatedImageAbsenceVerdicts.ofRepository(absent, pull));
    }

    /** Adds similar repositories of the registry. They improve the finding, but do not decide it. */
    private static Finding withNearNames(Finding finding, PullContext pull) {
        var catalog = FactSource.registry(pull.images().registry().loginServer(), "_catalog", pull.imageText());
        try {
            var near = SimilarNameFinder.of(
                    pull.image().repository(), pull.images().repositories());
            return near.isEmpty()
                    ? finding
                    : finding.because(catalog, "similar repositories: %s", DisplayFormat.list(near))
                            .fix(ImageRemedies.correctTo(ImageRemedies.inRepository(near.get(0), pull.image()), pull));
        } catch (EvidenceUnavailableException unread) {
            return finding.because(catalog, "similar repositories could not be read: %s", unread.getMessage());
        }
    }
}
