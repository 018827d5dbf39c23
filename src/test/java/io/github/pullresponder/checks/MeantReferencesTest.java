package io.github.pullresponder.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pullresponder.pull.Redaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeantReferencesTest {

    @Test
    void whatStandsBesideAReferenceIsLeftOut() {
        assertThat(MeantReferences.of("https://x.azurecr.io/app:1")).containsExactly("x.azurecr.io/app:1");
        assertThat(MeantReferences.of(Redaction.ofImage("robot:Pa55word@x.azurecr.io/app:1")))
                .containsExactly("x.azurecr.io/app:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.azurecr.io/app:1 --password Pa55word", "x.azurecr.io/app:1-token=Pa55word"})
    void whatWasTakenOutMakesNoOtherReference(String image) {
        assertThat(MeantReferences.of(Redaction.ofImage(image))).isEmpty();
    }
}
