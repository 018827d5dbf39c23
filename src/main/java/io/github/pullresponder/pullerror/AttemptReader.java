package io.github.pullresponder.pullerror;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one error chain: {@code phase: phase: cause: general class}. */
final class AttemptReader {

    /** Closing quote, perhaps escaped, colon and blank. */
    private static final int LONGEST_GAP_AFTER_URL = 4;

    /** One attempt rarely connects more than twice. */
    private static final int MOST_ADDRESSES = 4;

    private final NameReader names;

    private PhraseMatch clue = PhraseMatch.NOTHING;
    private PullStage phase = PullStage.UNKNOWN;
    private Credentials credentials = Credentials.NOT_SAID;
    private Optional<Token> request = Optional.empty();
    private Optional<String> namedHost = Optional.empty();
    private boolean hostLookedUp;
    private final List<String> dialed = new ArrayList<>();

    private AttemptReader(NameReader names) {
        this.names = names;
    }

    /** A reader that has taken what a message says before its list of attempts. */
    static AttemptReader ofContext(List<Token> context, NameReader names) {
        AttemptReader reader = new AttemptReader(names);
        context.forEach(reader::take);
        return reader;
    }

    /** Reads on from here, and leaves this reader as it is for the next attempt. */
    PullAttempt read(List<Token> attempt, Optional<String> imageHost) {
        AttemptReader reader = new AttemptReader(names);
        reader.clue = clue;
        reader.phase = phase;
        reader.credentials = credentials;
        reader.request = request;
        reader.namedHost = namedHost;
        reader.hostLookedUp = hostLookedUp;
        reader.dialed.addAll(dialed);
        attempt.forEach(reader::take);
        return reader.attempt(imageHost);
    }

    private void take(Token token) {
        if (token.meaning() instanceof PhraseMatch found) {
            takeClue(found, token);
        } else if (token.meaning() instanceof Phase found) {
            phase = found.stage();
            takeCredentials(found.credentials());
        } else if (token.meaning() instanceof CredentialsWord found) {
            takeCredentials(found.credentials());
        } else if (token.meaning() instanceof Url found && found.isRequest()) {
            request = Optional.of(token);
        } else if (token.meaning() == PhrasePosition.DIALED || token.meaning() == PhrasePosition.CONNECTED) {
            takeDialed(token);
        } else if (token.meaning() instanceof PhrasePosition found && !hostLookedUp) {
            takeHost(found, token);
        }
    }

    private void takeClue(PhraseMatch found, Token token) {
        if (found == PhraseMatch.PROXY_REASON && !followsUnansweredRequest(token)) {
            return;
        }
        if (found == PhraseMatch.LOOKUP) {
            namedHost = names.host(token.end());
            hostLookedUp = true;
        }
        if (found.compareTo(clue) < 0) {
            clue = found;
        }
    }

    private void takeDialed(Token token) {
        if (dialed.size() < MOST_ADDRESSES) {
            names.dialed(token).ifPresent(dialed::add);
        }
    }

    private boolean followsUnansweredRequest(Token token) {
        return request.filter(url -> token.start() - url.end() <= LONGEST_GAP_AFTER_URL)
                .filter(url -> url.meaning() instanceof Url found && found.use() == Url.Use.REQUEST_WITHOUT_ANSWER)
                .isPresent();
    }

    private void takeCredentials(Credentials said) {
        if (said != Credentials.NOT_SAID) {
            credentials = said;
        }
    }

    private void takeHost(PhrasePosition anchor, Token token) {
        if (anchor == PhrasePosition.REGISTRY_HOST) {
            namedHost = names.host(token.end());
        } else if (anchor == PhrasePosition.MANIFEST) {
            namedHost = names.manifestHost(token);
        }
    }

    private PullAttempt attempt(Optional<String> imageHost) {
        PullStage stage = stage();
        boolean unexplained = clue == PhraseMatch.STATUS_400 && stage != PullStage.AUTHORIZE;
        PhraseMatch cause = unexplained ? PhraseMatch.NOTHING : clue;
        // Through a proxy, the node connects to the proxy.
        List<String> addresses = cause.symptom() == Symptom.PROXY_FAILED ? List.of() : List.copyOf(dialed);
        Optional<String> named = cause.happensOnNode() ? Optional.empty() : namedHost();
        Optional<String> host = cause.happensOnNode() ? Optional.empty() : named.or(() -> imageHost);
        return new PullAttempt(cause, stage, credentials, host, named.isPresent(), addresses);
    }

    private PullStage stage() {
        PullStage requested = url().map(Url::stage).orElse(PullStage.UNKNOWN);
        if (clue.decidesStage()) {
            return clue.usualStage();
        }
        // CRI-O and Docker do not announce that they ask for a token; only the URL shows it.
        if (requested == PullStage.AUTHORIZE) {
            return requested;
        }
        if (phase != PullStage.UNKNOWN) {
            return phase;
        }
        return requested != PullStage.UNKNOWN ? requested : clue.usualStage();
    }

    private Optional<String> namedHost() {
        return url().map(Url::host).or(() -> namedHost);
    }

    private Optional<Url> url() {
        return request.map(token -> (Url) token.meaning());
    }
}
