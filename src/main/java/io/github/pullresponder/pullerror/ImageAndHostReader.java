package io.github.pullresponder.pullerror;

import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.text.AsciiCharacters;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads the names after a {@link ValueMarkerPhrase}: image references and hosts. */
final class ImageAndHostReader {

    /** Maximum length of host, repository, tag and digest together. */
    private static final int LONGEST_IMAGE = 800;

    private static final int LONGEST_HOST = 260;

    /** An IPv6 address with a zone, brackets and a port. */
    private static final int LONGEST_ADDRESS = 80;

    /** RFC 3339 with an offset, and punctuation after it. */
    private static final int LONGEST_TIME = 40;

    private static final String AFTER = " is after ";
    private static final String BEFORE = " is before ";
    private static final String NAME_SERVER_PORT = ":53";
    private static final String PROXY_CONNECTION = "proxyconnect tcp: ";

    private final CharSequence text;

    ImageAndHostReader(CharSequence text) {
        this.text = text;
    }

    /** The reference after the phrase; empty if the message ends within the reference. */
    Optional<String> image(PullErrorToken phrase) {
        boolean quoted = phrase.meaning() == ValueMarkerPhrase.QUOTED_IMAGE;
        int end = quoted ? quoteAfter(phrase.end()) : wordEnd(phrase.end(), LONGEST_IMAGE);
        boolean complete = phrase.meaning() == ValueMarkerPhrase.BARE_IMAGE
                || (end < text.length() && (!quoted || text.charAt(end) == '"'));
        String name = quoted ? between(phrase.end(), end) : withoutPunctuation(between(phrase.end(), end));
        String unescaped = name.endsWith("\\") ? name.substring(0, name.length() - 1) : name;
        return complete && !unescaped.isEmpty() ? Optional.of(unescaped) : Optional.empty();
    }

    /** The registry of the reference after the phrase, known even if the message ends within the reference. */
    Optional<String> imageHost(PullErrorToken phrase) {
        Optional<String> parsed = image(phrase).flatMap(ImageReference::find).map(ImageReference::host);
        return parsed.isPresent() ? parsed : hostBeforeSlash(phrase.end());
    }

    /** The end of an image reference without quotes. */
    int bareImageEnd(int start) {
        return wordEnd(start, LONGEST_IMAGE);
    }

    /** Returns true if these lower-case words follow; a line may end between them. */
    boolean continuesWith(int start, String words) {
        int end = start + words.length();
        return end <= text.length()
                && AsciiCharacters.toLower(text, start, end).replace('\n', ' ').equals(words);
    }

    /** The host after {@code lookup } or another phrase before a host. */
    Optional<String> host(int start) {
        String host = withoutPunctuation(between(start, wordEnd(start, LONGEST_HOST)));
        return host.isEmpty() ? Optional.empty() : Optional.of(host);
    }

    /** Reads {@code reading manifest v1 in contoso.azurecr.io/app: …}. */
    Optional<String> manifestHost(PullErrorToken phrase) {
        int tagEnd = wordEnd(phrase.end(), LONGEST_HOST);
        String link = " in ";
        return continuesWith(tagEnd, link) ? hostBeforeSlash(tagEnd + link.length()) : Optional.empty();
    }

    /** The address to which the node connected, except that of a proxy or of a name server. */
    Optional<String> dialed(PullErrorToken phrase) {
        int before = phrase.start() - PROXY_CONNECTION.length();
        if (before >= 0 && AsciiCharacters.toLower(text, before, phrase.start()).equals(PROXY_CONNECTION)) {
            return Optional.empty();
        }
        int start = phrase.end();
        if (phrase.meaning() == ValueMarkerPhrase.CONNECTED) {
            start = addressEnd(start);
            String arrow = "->";
            int end = start + arrow.length();
            if (end > text.length() || !between(start, end).equals(arrow)) {
                return Optional.empty();
            }
            start = end;
        }
        String address = addressWithPort(start);
        return address.endsWith(NAME_SERVER_PORT) ? Optional.empty() : address(address);
    }

    /** Reads {@code lookup contoso.azurecr.io on 10.0.0.10:53: …}. */
    Optional<String> nameServer(PullErrorToken lookup) {
        int hostEnd = wordEnd(lookup.end(), LONGEST_HOST);
        String link = " on ";
        return continuesWith(hostEnd, link) ? address(addressWithPort(hostEnd + link.length())) : Optional.empty();
    }

    /** Reads {@code client with IP '20.1.2.3' is not allowed access}, with any quotes or none. */
    Optional<String> clientAddress(PullErrorToken phrase) {
        int start = phrase.end();
        while (start < text.length() && "'\"`\\".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return address(addressWithPort(start));
    }

    /** The rest up to the closing quote. */
    Optional<String> quoted(PullErrorToken phrase) {
        int end = quoteAfter(phrase.end());
        String name = between(phrase.end(), end);
        String unescaped = name.endsWith("\\") ? name.substring(0, name.length() - 1) : name;
        return end < text.length() && !unescaped.isBlank() ? Optional.of(unescaped) : Optional.empty();
    }

    /** Reads {@code current time 2026-11-22T10:00:00Z is after 2026-10-01T00:00:00Z}, with any offset from UTC. */
    Optional<PullErrorObservations.CertificateValidityComparison> comparison(PullErrorToken phrase) {
        int end = wordEnd(phrase.end(), LONGEST_TIME);
        boolean expired = continuesWith(end, AFTER);
        if (!expired && !continuesWith(end, BEFORE)) {
            return Optional.empty();
        }
        int start = end + (expired ? AFTER : BEFORE).length();
        return time(between(phrase.end(), end))
                .flatMap(onNode -> time(between(start, wordEnd(start, LONGEST_TIME)))
                        .map(limit -> new PullErrorObservations.CertificateValidityComparison(onNode, limit, expired)));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(withoutPunctuation(text)).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private String addressWithPort(int start) {
        String address = between(start, addressEnd(start));
        return address.endsWith(":") && !address.endsWith("::") ? address.substring(0, address.length() - 1) : address;
    }

    /** Accepts digits, dots, colons, brackets, and the other characters of IPv6. */
    private int addressEnd(int start) {
        int end = start;
        while (end < text.length() && end - start < LONGEST_ADDRESS && isAddressCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isAddressCharacter(char c) {
        return AsciiCharacters.isDigit(c)
                || (c >= 'a' && c <= 'f')
                || (c >= 'A' && c <= 'F')
                || ".:[]%".indexOf(c) >= 0;
    }

    private static Optional<String> address(String withPort) {
        String address = PullErrorObservations.withoutPort(withPort);
        boolean isOne = address.chars().filter(c -> c == '.').count() == 3
                || address.chars().filter(c -> c == ':').count() >= 2;
        return isOne && !address.endsWith(".") ? Optional.of(address) : Optional.empty();
    }

    private Optional<String> hostBeforeSlash(int start) {
        int end = start;
        while (end < text.length() && end - start < LONGEST_HOST && isHostCharacter(text.charAt(end))) {
            end++;
        }
        if (end == text.length() || text.charAt(end) != '/') {
            return Optional.empty();
        }
        return ImageReference.find(between(start, end) + "/a")
                .filter(reference -> reference.repository().equals("a"))
                .map(ImageReference::host);
    }

    private static boolean isHostCharacter(char c) {
        return AsciiCharacters.isLetterOrDigit(c) || ".-:[]".indexOf(c) >= 0;
    }

    private int quoteAfter(int start) {
        int end = start;
        while (end < text.length() && end - start < LONGEST_IMAGE && text.charAt(end) != '"') {
            end++;
        }
        return end;
    }

    private int wordEnd(int start, int longest) {
        int end = start;
        while (end < text.length() && end - start < longest && text.charAt(end) > ' ' && text.charAt(end) != '"') {
            end++;
        }
        return end;
    }

    private static String withoutPunctuation(String word) {
        int end = word.length();
        while (end > 0 && ":,;.)\\".indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        return word.substring(0, end);
    }

    private String between(int start, int end) {
        return text.subSequence(start, end).toString();
    }
}
