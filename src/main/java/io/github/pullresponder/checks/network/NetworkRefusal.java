package io.github.pullresponder.checks.network;

import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pullerror.PullStage;
import io.github.pullresponder.pullerror.Symptom;

/** A 403 by which the login server may have refused the network that the node came from. Its message need not say so. */
final class NetworkRefusal {
    private NetworkRefusal() {}

    /** Not one of a download: the login server let the node in, and what serves the layers refused it. */
    static boolean isPossible(PullPath path, PullContext pull) {
        var error = pull.error();
        return error.symptom() == Symptom.FORBIDDEN
                && error.stage() != PullStage.DOWNLOAD
                && !path.failedAtData()
                && !error.observations().ofCacheSource();
    }
}
