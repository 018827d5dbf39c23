package io.github.pullresponder.pullerror;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.redaction.Redaction;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Checks that reading is linear: each character is read a bounded number of times, regardless of its context. */
@Tag("slow")
class PullErrorLinearityTest {

    private static final int MEGABYTE = 1 << 20;
    private static final int READS_OF_A_CHARACTER = 24;

    static final List<String> UNITS = List.of(
            "[",
            "]",
            "[[]",
            ", ",
            "\"",
            "\\\"",
            ": ",
            "@",
            "?",
            "#a",
            "1",
            "401 ",
            ": 401",
            "status 401 ",
            "failed to ",
            "[failed to ",
            ", failed to ",
            ", rpc error: code = Unknown desc = ",
            "(Mirrors also failed: [",
            "]): ",
            "https://",
            "https://a?b=c ",
            "Get \"https://a/v2/\": ",
            "://",
            "a://b@",
            "docker://",
            "docker:// ",
            ": lookup ",
            ": lookup a.b.c ",
            "image \"",
            "Failed to pull image \"",
            "Failed to pull image \"a.io/b\": ",
            "reading manifest ",
            "reading manifest a in b/",
            "pinging container registry ",
            "pulling from host x",
            "manifest for",
            "basic ",
            "basic/",
            "bearer a/",
            "bearer  ",
            "password=",
            "\"token\" : ",
            "token\\\\\\\\",
            "sig=a&",
            "eyJ",
            "eyJ.",
            "eyJaaaaaaaaaaaaaaaaaaaaaaaaa ",
            "errimagepull ",
            "eof: ",
            "\n",
            "\u0000",
            "\uD800",
            "é ");

    @ParameterizedTest(name = "{0}")
    @FieldSource("UNITS")
    void oneMegabyteOfTheSame(String unit) {
        assertLinear(unit.repeat(MEGABYTE / unit.length()));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("UNITS")
    void longListsOfAttemptsAfterLongContexts(String unit) {
        String half = unit.repeat(MEGABYTE / 2 / unit.length());
        String attempts = "rpc error: code = Unknown desc = , ".repeat(MEGABYTE / 2 / 35);

        assertLinear("Failed to pull image \"x.azurecr.io/app:1\": " + half + "[" + attempts);
        assertLinear("Failed to pull image \"x.azurecr.io/app:1\": [" + attempts + half);
    }

    static void assertLinear(String message) {
        CountingText raw = new CountingText(message);
        CountingText redacted = new CountingText(Redaction.of(raw));
        PullMessageParser.read(redacted);

        assertThat(raw.reads()).isLessThanOrEqualTo(bound(raw));
        assertThat(redacted.reads()).isLessThanOrEqualTo(bound(redacted));
    }

    /** Names are read ahead at most once each, up to their longest form. */
    private static long bound(CharSequence text) {
        return (long) READS_OF_A_CHARACTER * text.length() + 4_000;
    }
}
