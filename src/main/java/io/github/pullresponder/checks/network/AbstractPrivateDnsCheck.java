package io.github.pullresponder.checks.network;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.network.PullPath;
import io.github.pullresponder.read.EvidenceUnavailableException;
import java.util.Optional;

/** A check of the private DNS zone: its verdict depends on the answer of the nodes' DNS. */
abstract class AbstractPrivateDnsCheck extends AbstractNetworkCheck {

    AbstractPrivateDnsCheck(String id, String question, Cause cause) {
        super(id, question, cause);
    }

    @Override
    final Optional<String> contradiction(PathContradictions seen) {
        return seen.resolution();
    }

    @Override
    final Optional<EvidenceUnavailableException> doubt(PullPath path) {
        return path.dns(path.loginServer()).doubt();
    }
}
