package io.github.pullresponder.pullerror;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one error chain: {@code phase: phase: cause: general class}. */
final class PullAttemptParser {

    /** The closing quote, optionally escaped, colon and space. */
    private static final int LONGEST_GAP_AFTER_URL = 4;

    /** Maximum number of connections; more than two are rare in one attempt. */
    private static final int MOST_ADDRESSES = 4;

    private final ImageAndHostReader names;

    private SymptomPhrase match = SymptomPhrase.NOTHING;
    private PullStage phase = PullStage.UNKNOWN;
    private AttemptCredentialPresence credentials = AttemptCredentialPresence.NOT_SAID;
    private Optional<PullErrorToken> request = Optional.empty();
    private Optional<String> namedHost = Optional.empty();
    private boolean hostLookedUp;
    private final List<String> dialed = new ArrayList<>();

    private PullAttemptParser(ImageAndHostReader names) {
        this.names = names;
    }

    /** Creates a reader with the facts of a message before its list of attempts. */
    static PullAttemptParser ofContext(List<PullErrorToken> context, ImageAndHostReader names) {
        PullAttemptParser reader = new PullAttemptParser(names);
        context.forEach(reader::take);
        return reader;
    }

    /** Reads an attempt, and leaves this reader unchanged for the next one. */
    ParsedPullAttempt read(List<PullErrorToken> attempt, Optional<String> imageHost) {
        PullAttemptParser reader = new PullAttemptParser(names);
        reader.match = match;
        reader.phase = phase;
        reader.credentials = credentials;
        reader.request = request;
        reader.namedHost = namedHost;
        reader.hostLookedUp = hostLookedUp;
        reader.dialed.addAll(dialed);
        attempt.forEach(reader::take);
        return reader.attempt(imageHost);
    }

    private void take(PullErrorToken token) {
        if (token.meaning() instanceof SymptomPhrase found) {
            takeMatch(found, token);
        } else if (token.meaning() instanceof RecognizedPullStage found) {
            phase = found.stage();
            takeCredentials(found.credentials());
        } else if (token.meaning() instanceof CredentialErrorPhrase found) {
            takeCredentials(found.credentials());
        } else if (token.meaning() instanceof PullErrorUrl found && found.isRequest()) {
            request = Optional.of(token);
        } else if (token.meaning() == ValueMarkerPhrase.DIALED || token.meaning() == ValueMarkerPhrase.CONNECTED) {
            takeDialed(token);
        } else if (token.meaning() instanceof ValueMarkerPhrase found && !hostLookedUp) {
            takeHost(found, token);
        }
    }

    private void takeMatch(SymptomPhrase found, PullErrorToken token) {
        if (found == SymptomPhrase.PROXY_REASON && !followsUnansweredRequest(token)) {
            return;
        }
        if (found == SymptomPhrase.LOOKUP) {
            namedHost = names.host(token.end());
            hostLookedUp = true;
        }
        if (found.compareTo(match) < 0) {
            match = found;
        }
    }

    private void takeDialed(PullErrorToken token) {
        if (dialed.size() < MOST_ADDRESSES) {
            names.dialed(token).ifPresent(dialed::add);
        }
    }

    private boolean followsUnansweredRequest(PullErrorToken token) {
        return request.filter(url -> token.start() - url.end() <= LONGEST_GAP_AFTER_URL)
                .filter(url -> url.meaning() instanceof PullErrorUrl found
                        && found.use() == PullErrorUrl.UrlRequestOutcome.REQUEST_WITHOUT_ANSWER)
                .isPresent();
    }

    private void takeCredentials(AttemptCredentialPresence said) {
        if (said != AttemptCredentialPresence.NOT_SAID) {
            credentials = said;
        }
    }

    private void takeHost(ValueMarkerPhrase position, PullErrorToken token) {
        if (position == ValueMarkerPhrase.REGISTRY_HOST) {
            namedHost = names.host(token.end());
        } else if (position == ValueMarkerPhrase.MANIFEST) {
            namedHost = names.manifestHost(token);
        }
    }

    private ParsedPullAttempt attempt(Optional<String> imageHost) {
        PullStage stage = stage();
        boolean unexplained = match == SymptomPhrase.STATUS_400 && stage != PullStage.AUTHORIZE;
        SymptomPhrase cause = unexplained ? SymptomPhrase.NOTHING : match;
        // Through a proxy, the node connects to the proxy only.
        List<String> addresses = cause.symptom() == Symptom.PROXY_FAILED ? List.of() : List.copyOf(dialed);
        Optional<String> named = cause.happensOnNode() ? Optional.empty() : namedHost();
        Optional<String> host = cause.happensOnNode() ? Optional.empty() : named.or(() -> imageHost);
        return new ParsedPullAttempt(cause, stage, credentials, host, named.isPresent(), addresses);
    }

    private PullStage stage() {
        PullStage requested = url().map(PullErrorUrl::stage).orElse(PullStage.UNKNOWN);
        if (match.decidesStage()) {
            return match.usualStage();
        }
        // CRI-O and Docker do not announce a token request; only the URL shows it.
        if (requested == PullStage.AUTHORIZE) {
            return requested;
        }
        if (phase != PullStage.UNKNOWN) {
            return phase;
        }
        return requested != PullStage.UNKNOWN ? requested : match.usualStage();
    }

    private Optional<String> namedHost() {
        return url().map(PullErrorUrl::host).or(() -> namedHost);
    }

    private Optional<PullErrorUrl> url() {
        return request.map(token -> (PullErrorUrl) token.meaning());
    }
}
