package io.github.pullresponder.checks;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Check;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Known;
import io.github.pullresponder.diagnosis.PullContext;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.evidence.Source;
import io.github.pullresponder.pull.Symptom;
import java.util.List;
import java.util.Set;

/** Does the registry have the image's repository? */
final class RepositoryExistsCheck implements Check {

    @Override
    public String id() {
        return "repository-exists";
    }

    @Override
    public String question() {
        return "Does the registry have the image's repository?";
    }

    @Override
    public Set<Symptom> explains() {
        return Set.of(Symptom.NOT_FOUND, Symptom.UNAUTHORIZED);
    }

    @Override
    public Verdict examine(PullContext pull) {
        var images = pull.images();
        images.anticipate();
        var wanted = pull.image().repository();
        if (images.repository().isPresent()) {
            return ruledOut("repository %s exists", wanted);
        }
        var registry = images.registry();
        var near = Known.of(images::repositories)
                .map(names -> NearNames.of(wanted, names))
                .orElse(List.of());
        var finding = Finding.of(
                        Cause.REPOSITORY_NOT_FOUND,
                        "%s has no repository %s".formatted(registry.id().name(), wanted))
                .because(Source.registry(registry, wanted), "the registry does not know it");
        if (!near.isEmpty()) {
            finding = finding.because(Source.registry(registry, "_catalog"), "it has %s", Told.list(near))
                    .fix(ImageRemedies.correctTo(ImageRemedies.inRepository(near.get(0), pull.image()), pull));
        }
        return confirmed(finding.orFix(ImageRemedies.push(registry, pull.image())));
    }
}
