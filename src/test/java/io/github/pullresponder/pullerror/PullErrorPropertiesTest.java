package io.github.pullresponder.pullerror;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.image.ImageReference;
import io.github.pullresponder.image.InvalidImageReferenceException;
import io.github.pullresponder.redaction.Redaction;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Checks properties of any text. */
class PullErrorPropertiesTest {

    private static final List<String> MESSAGES =
            Corpus.messages().stream().map(Corpus.Labelled::message).toList();

    private static final int MEGABYTE = 1 << 20;

    @Property
    void anyTextIsRead(@ForAll String text) {
        PullErrorLinearityTest.assertLinear(text);
        assertThat(PullErrorParser.parse(text).message()).isNotNull();
    }

    @Property
    void anyMutationOfARealMessageIsRead(@ForAll("mutations") String text) {
        PullErrorLinearityTest.assertLinear(text);
        assertThat(PullErrorParser.parse(text).symptom()).isNotNull();
    }

    @Property(tries = 30)
    void textsOfUpToAMegabyteAreRead(@ForAll("mutations") String text) {
        String enlarged = text.repeat(Math.max(1, MEGABYTE / Math.max(1, text.length())));

        PullErrorLinearityTest.assertLinear(enlarged);
    }

    @Property
    void anyTruncatedMessageKeepsItsImage(@ForAll("messages") String message, @ForAll("positions") int position) {
        String cut = message.substring(0, Math.min(message.length(), position));
        PullError whole = PullErrorParser.parse(message);
        PullError part = PullErrorParser.parse(cut);

        assertThat(part.image().or(whole::image)).isEqualTo(whole.image());
    }

    @Property
    void redactingTwiceChangesNothing(@ForAll("mutations") String text) {
        String once = Redaction.of(text);

        assertThat(Redaction.of(once)).isEqualTo(once);
    }

    @Property
    void anyTextIsAReferenceOrIsRefusedWithAPlace(@ForAll("references") String text) {
        try {
            ImageReference image = ImageReference.parse(text);
            assertThat(ImageReference.parse(image.toString())).isEqualTo(image);
        } catch (InvalidImageReferenceException e) {
            assertThat(e.position()).isBetween(0, text.length());
        }
    }

    @Provide
    Arbitrary<String> messages() {
        return Arbitraries.of(MESSAGES);
    }

    @Provide
    Arbitrary<Integer> positions() {
        return Arbitraries.integers().between(0, 800);
    }

    @Provide
    Arbitrary<String> references() {
        return Arbitraries.strings().withChars("aA0.-_/:@[]+ é").ofMaxLength(30);
    }

    @Provide
    Arbitrary<String> mutations() {
        Arbitrary<String> noise = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(8),
                Arbitraries.of("[", "]", ", ", "\"", ": ", "https://", "?sig=a", "\n", "failed to ", "401", "EOF"));
        return Combinators.combine(messages(), messages(), positions(), positions(), noise)
                .flatAs((message, other, from, to, inserted) -> {
                    int start = Math.min(Math.min(from, to), message.length());
                    int end = Math.min(Math.max(from, to), message.length());
                    String head = message.substring(0, start);
                    String middle = message.substring(start, end);
                    String tail = message.substring(end);
                    return Arbitraries.of(
                            head + tail,
                            head + inserted + middle + tail,
                            head + middle + middle + tail,
                            head,
                            tail,
                            head + other.substring(Math.min(to, other.length())));
                });
    }
}
