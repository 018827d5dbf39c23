package io.github.pullresponder.checks.image;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;

import io.github.pullresponder.checks.remedy.CacheRemedies;
import io.github.pullresponder.checks.remedy.ImageRemedies;
import io.github.pullresponder.cluster.HttpProxy;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.PullCheck;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.PullStage;
import io.github.pullresponder.pullerror.Symptom;
import io.github.pullresponder.read.Source;
import java.util.Optional;

/** Checks that the registry serves the image's content completely. A manifest that is there may name content that is not. */
final class ImageContentCheck extends PullCheck {

    ImageContentCheck() {
        super("image-content", "The registry serves the image's content completely", Cause.IMAGE_CONTENT_DAMAGED);
    }

    @Override
    protected Verdict examine(PullContext pull) {
        var error = pull.error();
        if (error.symptom() == Symptom.CORRUPT_CONTENT) {
            return confirmed(damaged("what arrived has not the announced size or digest", pull));
        }
        if (error.symptom() != Symptom.NOT_FOUND || error.stage() != PullStage.DOWNLOAD) {
            return notApplicable("the message tells of no damaged content");
        }
        return pull.images().manifest().isPresent()
                ? ServedImage.likelyIfServed(
                        pull, damaged("the image is there, and part of its content is not found", pull))
                : notApplicable("%s is not there", ImageRemedies.inRegistry(pull.image()));
    }

    private static Finding damaged(String fact, PullContext pull) {
        var finding = Finding.of(
                        Cause.IMAGE_CONTENT_DAMAGED, "The content of %s does not arrive whole".formatted(pull.image()))
                .because(Source.message(), "%s", fact);
        var proxy = proxyOnTheWay(pull);
        if (proxy.isPresent()) {
            finding = finding.because(
                            pull.cluster().source(),
                            "the nodes ask the proxy %s for it",
                            proxy.get().address())
                    .fix(ImageRemedies.lookAtProxyFirst(proxy.get().address()));
        }
        var rule = PullContext.orEmpty(pull::cacheRule);
        if (rule.isPresent()) {
            return finding.orFix(CacheRemedies.seeWhetherSourceHas(rule.get(), pull.image()));
        }
        var registry = PullContext.optionally(() -> pull.images().registry());
        return registry.isPresent() && pull.image().digest().isEmpty()
                ? finding.orFix(ImageRemedies.push(registry.get(), pull.image()))
                : finding;
    }

    private static Optional<HttpProxy> proxyOnTheWay(PullContext pull) {
        return pull.cluster().network().proxy().filter(proxy -> proxy.isAskedFor(pull.host()));
    }
}
