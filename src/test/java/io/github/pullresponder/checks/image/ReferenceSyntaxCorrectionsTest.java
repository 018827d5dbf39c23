package io.github.pullresponder.checks.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.redaction.Redaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceSyntaxCorrectionsTest {

    @Test
    void theTextAroundAReferenceIsRemoved() {
        assertThat(ReferenceSyntaxCorrections.of("https://x.azurecr.io/app:1")).containsExactly("x.azurecr.io/app:1");
        assertThat(ReferenceSyntaxCorrections.of(Redaction.ofImage("robot:Pa55word@x.azurecr.io/app:1")))
                .containsExactly("x.azurecr.io/app:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.azurecr.io/app:1 --password Pa55word", "x.azurecr.io/app:1-token=Pa55word"})
    void redactedTextMakesNoOtherReference(String image) {
        assertThat(ReferenceSyntaxCorrections.of(Redaction.ofImage(image))).isEmpty();
    }
}
