package io.github.pullresponder.pullerror;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PullErrorCorpusTest {

    static final List<Corpus.Labelled> MESSAGES = Corpus.messages();

    @ParameterizedTest(name = "{0}")
    @FieldSource("MESSAGES")
    void everyLabelIsFound(Corpus.Labelled labelled) {
        PullError error = PullErrorParser.parse(labelled.message());

        assertThat(error)
                .extracting(PullError::symptom, PullError::stage, PullError::host, PullError::credentials)
                .containsExactly(labelled.symptom(), labelled.stage(), labelled.failedHost(), labelled.credentials());
    }
}
