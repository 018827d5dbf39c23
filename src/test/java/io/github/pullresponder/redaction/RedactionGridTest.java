package io.github.pullresponder.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Measures the redaction against every spelling of {@link SecretProbes}, and prints what it misses. */
class RedactionGridTest {
    private static final double MOST_MISSED = 0.02;

    @Test
    void hardlyAnySpellingOfASecretIsMissed() {
        List<SecretProbes.Probe> probes = SecretProbes.all();
        var missed = new TreeMap<String, String>();
        long count = 0;
        for (SecretProbes.Probe probe : probes) {
            String out = Redaction.of(probe.text());
            if (probe.isIn(out)) {
                count++;
                missed.put(probe.name(), out);
            }
        }
        System.out.printf("redaction: %d of %d spellings missed%n", count, probes.size());
        missed.forEach((name, out) -> System.out.printf("redaction: missed %s: %s%n", name, out));

        assertThat(probes).hasSizeGreaterThan(50_000);
        assertThat((double) count / probes.size()).isLessThanOrEqualTo(MOST_MISSED);
    }

    /** Otherwise the measure above would be easy to meet. */
    @Test
    void textAroundTheSecretStays() {
        assertThat(SecretProbes.all())
                .allSatisfy(probe -> assertThat(Redaction.of(probe.text()))
                        .startsWith("login failed {")
                        .contains("} for cart"));
    }
}
