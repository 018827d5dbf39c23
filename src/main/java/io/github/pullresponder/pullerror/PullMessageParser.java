package io.github.pullresponder.pullerror;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the tokens of a whole message: if it is about a pull, its attempts, and the attempt that counts. */
final class PullMessageParser {

    private static final Set<Symptom> WITHOUT_REASON = EnumSet.of(Symptom.UNKNOWN, Symptom.BACK_OFF);

    private final CharSequence text;
    private final List<PullErrorToken> tokens;
    private final ImageAndHostReader names;
    private final PullMessageDetector sections;

    private PullMessageParser(CharSequence text) {
        this.text = text;
        this.tokens = PullErrorTokenizer.scan(text);
        this.names = new ImageAndHostReader(text);
        this.sections = new PullMessageDetector(text, tokens);
    }

    /** @param text the message without its secrets, its lines joined */
    static PullError read(CharSequence text) {
        var reader = new PullMessageParser(text);
        return reader.sections.areAboutPull() ? reader.read(Optional.empty()) : reader.withoutPull();
    }

    /**
     * Reads a message that is about an image.
     *
     * @param host the registry of the image
     */
    static PullError readAbout(Optional<String> host, CharSequence text) {
        var reader = new PullMessageParser(text);
        if (reader.sections.areAboutPull()) {
            return reader.read(host);
        }
        var bare = reader.sections.mayBeAboutPull() ? reader.read(host) : reader.withoutPull();
        return WITHOUT_REASON.contains(bare.symptom()) ? reader.withoutPull() : bare;
    }

    private PullError withoutPull() {
        return withoutError(text.toString().isBlank() ? Symptom.UNKNOWN : Symptom.NONE);
    }

    private PullError read(Optional<String> knownHost) {
        Optional<PullErrorToken> imagePhrase = imagePhrase();
        Optional<String> image = imagePhrase.flatMap(names::image);
        List<ParsedPullAttempt> attempts =
                attempts(imagePhrase.flatMap(names::imageHost).or(() -> knownHost));
        ParsedPullAttempt attempt = mostSpecific(attempts);
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
        Optional<String> image = imagePhrase().flatMap(names::image);
        return new PullError(
                symptom,
                PullStage.UNKNOWN,
                Optional.empty(),
                AttemptCredentialPresence.NOT_SAID,
                image,
                text.toString(),
                PullErrorObservations.NONE);
    }

    private PullErrorObservations observations(List<ParsedPullAttempt> attempts) {
        return new PullErrorObservations(
                attempts.stream().map(ParsedPullAttempt::observed).toList(),
                first(ValueMarkerPhrase.CLIENT_ADDRESS).flatMap(names::clientAddress),
                tokens.stream()
                        .filter(token -> token.meaning() == SymptomPhrase.LOOKUP)
                        .flatMap(token -> names.nameServer(token).stream())
                        .collect(Collectors.toSet()),
                contains(ErrorDetailPhrase.NO_SUCH_NAME),
                new PullErrorObservations.SeenCertificate(
                        first(ValueMarkerPhrase.AUTHORITY).flatMap(names::quoted),
                        contains(ErrorDetailPhrase.CERTIFICATE_OUTDATED),
                        first(ValueMarkerPhrase.TIME_ON_NODE).flatMap(names::comparison)),
                contains(ErrorDetailPhrase.OF_CACHE_SOURCE),
                contains(SymptomPhrase.SCHEMA_1));
    }

    private boolean contains(PhraseMeaning meaning) {
        return tokens.stream().anyMatch(token -> token.meaning() == meaning);
    }

    private Symptom symptom(ParsedPullAttempt attempt) {
        boolean unexplained = attempt.match() == SymptomPhrase.NOTHING && sections.haveNoReason();
        return unexplained ? Symptom.BACK_OFF : attempt.match().symptom();
    }

    /** Returns the first of equally specific attempts: the kubelet tries the intended credentials first. */
    private static ParsedPullAttempt mostSpecific(List<ParsedPullAttempt> attempts) {
        return attempts.stream()
                .min(Comparator.comparingInt(ParsedPullAttempt::rank))
                .orElseThrow();
    }

    private List<ParsedPullAttempt> attempts(Optional<String> imageHost) {
        List<Integer> starts = attemptStarts();
        PullAttemptParser context = PullAttemptParser.ofContext(tokens.subList(0, starts.get(0)), names);
        List<ParsedPullAttempt> attempts = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : tokens.size();
            ParsedPullAttempt attempt = context.read(tokens.subList(starts.get(i), end), imageHost);
            attempts.add(isOfKubelet(attempt) ? ParsedPullAttempt.withoutReadableSecret() : attempt);
        }
        return attempts;
    }

    private boolean isOfKubelet(ParsedPullAttempt attempt) {
        return attempt.match() == SymptomPhrase.JSON_DECODING
                && !sections.mentionRuntime()
                && tokens.stream().noneMatch(token -> token.meaning() instanceof PullErrorUrl url && url.isRequest());
    }

    /** Returns indexes into the tokens. Commas separate attempts only within a list. */
    private List<Integer> attemptStarts() {
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            PhraseMeaning meaning = tokens.get(i).meaning();
            boolean opens = meaning == PullContextPhrase.LIST && starts.isEmpty();
            boolean continues = meaning == PullContextPhrase.NEXT && !starts.isEmpty();
            if (opens || continues) {
                starts.add(i);
            }
        }
        return starts.isEmpty() ? List.of(0) : starts;
    }

    /** The kubelet quotes the reference of the pod spec; runtimes repeat it, sometimes completed. */
    private Optional<PullErrorToken> imagePhrase() {
        Optional<PullErrorToken> quoted = first(ValueMarkerPhrase.QUOTED_IMAGE);
        return quoted.or(() -> first(ValueMarkerPhrase.BARE_IMAGE))
                .or(() -> first(ValueMarkerPhrase.MANIFEST_OF_IMAGE));
    }

    private Optional<PullErrorToken> first(ValueMarkerPhrase position) {
        return tokens.stream().filter(token -> token.meaning() == position).findFirst();
    }
}
