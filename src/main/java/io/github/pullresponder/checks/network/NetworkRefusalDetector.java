package io.github.pullresponder.checks.network;

import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.PullStage;
import io.github.pullresponder.pullerror.Symptom;

/** Recognizes a 403 with which the login server may have refused the node's network. Its message may not say so. */
final class NetworkRefusalDetector {
    private NetworkRefusalDetector() {}

    /** Returns false for a 403 of a download: then the login server allowed the node, and the host of the layers refused it. */
    static boolean isPossible(PullPath path, PullContext pull) {
        var error = pull.error();
        return error.symptom() == Symptom.FORBIDDEN
                && error.stage() != PullStage.DOWNLOAD
                && !path.failedAtData()
                && !error.observations().ofCacheSource();
    }
}
