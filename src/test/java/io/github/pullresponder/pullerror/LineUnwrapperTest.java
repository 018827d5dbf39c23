package io.github.pullresponder.pullerror;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Checks that wrapped messages are read like their unwrapped forms. */
class LineUnwrapperTest {

    static final List<String> MESSAGES = Corpus.messages().stream()
            .map(Corpus.Labelled::message)
            .filter(message -> !message.contains("\n"))
            .toList();

    @ParameterizedTest(name = "{0}")
    @FieldSource("MESSAGES")
    void aTerminalBreaksLinesWithinWords(String message) {
        for (int width : List.of(80, 79, 100, 120)) {
            assertReadsAlike(String.join("\n", atColumn(width, message)), message);
            assertReadsAlike(String.join("\r\n", atColumn(width, message)), message);
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("MESSAGES")
    void filesBreakLinesAtBlanksAndIndent(String message) {
        assertReadsAlike(String.join("\n", betweenWords(76, message)), message);
        assertReadsAlike(String.join("\n      ", betweenWords(60, message)), message);
        assertReadsAlike(String.join("\\\n      \\ ", betweenWords(70, message)), message);
    }

    @Test
    void aUrlThatEndsALineDoesNotSwallowTheStatusOnTheNext() {
        assertThat(LineUnwrapper.unwrap(
                        "unexpected status from HEAD request to https://x.azurecr.io/v2/app/manifests/1:\n"
                                + "403 Forbidden"))
                .hasToString(
                        "unexpected status from HEAD request to https://x.azurecr.io/v2/app/manifests/1:\n403 Forbidden");
    }

    @Test
    void linesThatTheirWriterEndedStayLines() {
        String message = "429 Too Many Requests\ntoomanyrequests: slow down";

        assertThat(LineUnwrapper.unwrap(message)).hasToString(message);
    }

    @Test
    void severalEventsStaySeveralLines() {
        String events =
                "  Warning  Failed   3m (x4 over 5m)  kubelet  Failed to pull image \"x.azurecr.io/app:1\": not found\n"
                        + "  Warning  Failed   3m (x4 over 5m)  kubelet  Error: ErrImagePull\n"
                        + "  Normal   BackOff  2m (x6 over 5m)  kubelet  Back-off pulling image \"x.azurecr.io/app:1\"";

        assertThat(PullErrorParser.parse(events).symptom()).isEqualTo(Symptom.NOT_FOUND);
    }

    @Test
    void aSecretThatALineBreakCutsIsRedactedAsAWhole() {
        String message = "Failed to pull image \"x.azurecr.io/app:1\": unexpected status from GET request to"
                + " https://x.azurecr.io/v2/app/blobs/sha256:1?sig=Zm9vYmFy\nYmF6cXV4: 403 Forbidden";

        assertThat(PullErrorParser.parse(message).message()).doesNotContain("Zm9v", "YmF6");
    }

    private static void assertReadsAlike(String wrapped, String message) {
        PullError expected = PullErrorParser.parse(message);

        assertThat(PullErrorParser.parse(wrapped))
                .as(wrapped)
                .extracting(
                        PullError::symptom, PullError::stage, PullError::host, PullError::credentials, PullError::image)
                .containsExactly(
                        expected.symptom(),
                        expected.stage(),
                        expected.host(),
                        expected.credentials(),
                        expected.image());
    }

    /** A copy from a terminal loses the spaces at the ends of lines. */
    private static List<String> atColumn(int width, String message) {
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < message.length(); start += width) {
            lines.add(message.substring(start, Math.min(message.length(), start + width))
                    .stripTrailing());
        }
        return lines;
    }

    private static List<String> betweenWords(int width, String message) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : message.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
