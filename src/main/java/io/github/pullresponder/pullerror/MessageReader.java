package io.github.pullresponder.pullerror;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the tokens of a whole message: is it about a pull, which attempts does it list, which of them counts. */
final class MessageReader {

    private static final Set<Symptom> NAMES_NOTHING = EnumSet.of(Symptom.UNKNOWN, Symptom.BACK_OFF);

    private final CharSequence text;
    private final List<Token> tokens;
    private final NameReader names;
    private final PullSections frames;

    private MessageReader(CharSequence text) {
        this.text = text;
        this.tokens = TokenScanner.scan(text);
        this.names = new NameReader(text);
        this.frames = new PullSections(text, tokens);
    }

    /** @param text the message without its secrets, its lines joined */
    static PullError read(CharSequence text) {
        var reader = new MessageReader(text);
        return reader.frames.tellOfPull() ? reader.read(Optional.empty()) : reader.withoutPull();
    }

    /**
     * Reads a message that is about an image.
     *
     * @param host the registry of the image
     */
    static PullError readAbout(Optional<String> host, CharSequence text) {
        var reader = new MessageReader(text);
        if (reader.frames.tellOfPull()) {
            return reader.read(host);
        }
        var bare = reader.frames.mayTellOfPull() ? reader.read(host) : reader.withoutPull();
        return NAMES_NOTHING.contains(bare.symptom()) ? reader.withoutPull() : bare;
    }

    private PullError withoutPull() {
        return withoutError(text.toString().isBlank() ? Symptom.UNKNOWN : Symptom.NONE);
    }

    private PullError read(Optional<String> knownHost) {
        Optional<Token> imageAnchor = imageAnchor();
        Optional<String> image = imageAnchor.flatMap(names::image);
        List<PullAttempt> attempts =
                attempts(imageAnchor.flatMap(names::imageHost).or(() -> knownHost));
        PullAttempt attempt = mostTelling(attempts);
        return new PullError(
                symptom(attempt),
                attempt.stage(),
                attempt.host(),
                attempt.credentials(),
                image,
                text.toString(),
                observations(attempts));
    }

    private PullError withoutError(Symptom symptom) {
        Optional<String> image = imageAnchor().flatMap(names::image);
        return new PullError(
                symptom,
                PullStage.UNKNOWN,
                Optional.empty(),
                Credentials.NOT_SAID,
                image,
                text.toString(),
                Observations.NONE);
    }

    private Observations observations(List<PullAttempt> attempts) {
        return new Observations(
                attempts.stream().map(PullAttempt::observed).toList(),
                first(PhrasePosition.CLIENT_ADDRESS).flatMap(names::clientAddress),
                tokens.stream()
                        .filter(token -> token.meaning() == PhraseMatch.LOOKUP)
                        .flatMap(token -> names.nameServer(token).stream())
                        .collect(Collectors.toSet()),
                says(Remark.NO_SUCH_NAME),
                new Observations.SeenCertificate(
                        first(PhrasePosition.AUTHORITY).flatMap(names::quoted),
                        says(Remark.CERTIFICATE_OUTDATED),
                        first(PhrasePosition.TIME_ON_NODE).flatMap(names::comparison)),
                says(Remark.OF_CACHE_SOURCE),
                says(PhraseMatch.SCHEMA_1));
    }

    private boolean says(PhraseMeaning meaning) {
        return tokens.stream().anyMatch(token -> token.meaning() == meaning);
    }

    private Symptom symptom(PullAttempt attempt) {
        boolean unexplained = attempt.clue() == PhraseMatch.NOTHING && frames.giveNoReason();
        return unexplained ? Symptom.BACK_OFF : attempt.clue().symptom();
    }

    /** Of attempts that say as much, the first: the kubelet tries the credentials that were meant first. */
    private static PullAttempt mostTelling(List<PullAttempt> attempts) {
        return attempts.stream().min(Comparator.comparingInt(PullAttempt::rank)).orElseThrow();
    }

    private List<PullAttempt> attempts(Optional<String> imageHost) {
        List<Integer> starts = attemptStarts();
        AttemptReader context = AttemptReader.ofContext(tokens.subList(0, starts.get(0)), names);
        List<PullAttempt> attempts = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : tokens.size();
            PullAttempt attempt = context.read(tokens.subList(starts.get(i), end), imageHost);
            attempts.add(isOfKubelet(attempt) ? PullAttempt.withoutReadableSecret() : attempt);
        }
        return attempts;
    }

    private boolean isOfKubelet(PullAttempt attempt) {
        return attempt.clue() == PhraseMatch.JSON_DECODING
                && !frames.runtimeSpeaks()
                && tokens.stream().noneMatch(token -> token.meaning() instanceof Url url && url.isRequest());
    }

    /** Indexes into the tokens. Commas separate attempts only once a list was opened. */
    private List<Integer> attemptStarts() {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            PhraseMeaning meaning = tokens.get(i).meaning();
            boolean opens = meaning == MessageSection.LIST && starts.isEmpty();
            boolean goesOn = meaning == MessageSection.NEXT && !starts.isEmpty();
            if (opens || goesOn) {
                starts.add(i);
            }
        }
        return starts.isEmpty() ? List.of(0) : starts;
    }

    /** The kubelet quotes the reference as the pod spec has it; runtimes repeat it, sometimes completed. */
    private Optional<Token> imageAnchor() {
        Optional<Token> quoted = first(PhrasePosition.QUOTED_IMAGE);
        return quoted.or(() -> first(PhrasePosition.BARE_IMAGE)).or(() -> first(PhrasePosition.MANIFEST_OF_IMAGE));
    }

    private Optional<Token> first(PhrasePosition anchor) {
        return tokens.stream().filter(token -> token.meaning() == anchor).findFirst();
    }
}
