package io.github.pullresponder.pullerror;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one error chain: {@code phase: phase: cause: general class}. */
final class AttemptReader {

    /** The closing quote, optionally escaped, colon and space. */
    private static final int LONGEST_GAP_AFTER_URL = 4;

    /** Maximum number of connections; more than two are rare in one attempt. */
    private static final int MOST_ADDRESSES = 4;

    private final NameReader names;

    private PhraseMatch match = PhraseMatch.NOTHING;
    private PullStage phase = PullStage.UNKNOWN;
    private CredentialsPresence credentials = CredentialsPresence.NOT_SAID;
    private Optional<MessageToken> request = Optional.empty();
    private Optional<String> namedHost = Optional.empty();
    private boolean hostLookedUp;
    private final List<String> dialed = new ArrayList<>();

    private AttemptReader(NameReader names) {
        this.names = names;
    }

    /** Creates a reader with the facts of a message before its list of attempts. */
    static AttemptReader ofContext(List<MessageToken> context, NameReader names) {
        AttemptReader reader = new AttemptReader(names);
        context.forEach(reader::take);
        return reader;
    }

    /** Reads an attempt, and leaves this reader unchanged for the next one. */
    PullAttempt read(List<MessageToken> attempt, Optional<String> imageHost) {
        AttemptReader reader = new AttemptReader(names);
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

    private void take(MessageToken token) {
        if (token.meaning() instanceof PhraseMatch found) {
            takeMatch(found, token);
        } else if (token.meaning() instanceof PullPhase found) {
            phase = found.stage();
            takeCredentials(found.credentials());
        } else if (token.meaning() instanceof CredentialsPhrase found) {
            takeCredentials(found.credentials());
        } else if (token.meaning() instanceof Url found && found.isRequest()) {
            request = Optional.of(token);
        } else if (token.meaning() == PhrasePosition.DIALED || token.meaning() == PhrasePosition.CONNECTED) {
            takeDialed(token);
        } else if (token.meaning() instanceof PhrasePosition found && !hostLookedUp) {
            takeHost(found, token);
        }
    }

    private void takeMatch(PhraseMatch found, MessageToken token) {
        if (found == PhraseMatch.PROXY_REASON && !followsUnansweredRequest(token)) {
            return;
        }
        if (found == PhraseMatch.LOOKUP) {
            namedHost = names.host(token.end());
            hostLookedUp = true;
        }
        if (found.compareTo(match) < 0) {
            match = found;
        }
    }

    private void takeDialed(MessageToken token) {
        if (dialed.size() < MOST_ADDRESSES) {
            names.dialed(token).ifPresent(dialed::add);
        }
    }

    private boolean followsUnansweredRequest(MessageToken token) {
        return request.filter(url -> token.start() - url.end() <= LONGEST_GAP_AFTER_URL)
                .filter(url -> url.meaning() instanceof Url found && found.use() == Url.Use.REQUEST_WITHOUT_ANSWER)
                .isPresent();
    }

    private void takeCredentials(CredentialsPresence said) {
        if (said != CredentialsPresence.NOT_SAID) {
            credentials = said;
        }
    }

    private void takeHost(PhrasePosition position, MessageToken token) {
        if (position == PhrasePosition.REGISTRY_HOST) {
            namedHost = names.host(token.end());
        } else if (position == PhrasePosition.MANIFEST) {
            namedHost = names.manifestHost(token);
        }
    }

    private PullAttempt attempt(Optional<String> imageHost) {
        PullStage stage = stage();
        boolean unexplained = match == PhraseMatch.STATUS_400 && stage != PullStage.AUTHORIZE;
        PhraseMatch cause = unexplained ? PhraseMatch.NOTHING : match;
        // Through a proxy, the node connects to the proxy only.
        List<String> addresses = cause.symptom() == Symptom.PROXY_FAILED ? List.of() : List.copyOf(dialed);
        Optional<String> named = cause.happensOnNode() ? Optional.empty() : namedHost();
        Optional<String> host = cause.happensOnNode() ? Optional.empty() : named.or(() -> imageHost);
        return new PullAttempt(cause, stage, credentials, host, named.isPresent(), addresses);
    }

    private PullStage stage() {
        PullStage requested = url().map(Url::stage).orElse(PullStage.UNKNOWN);
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
        return url().map(Url::host).or(() -> namedHost);
    }

    private Optional<Url> url() {
        return request.map(token -> (Url) token.meaning());
    }
}
