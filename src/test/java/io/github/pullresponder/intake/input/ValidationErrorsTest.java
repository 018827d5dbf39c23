package io.github.pullresponder.intake.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.intake.http.DiagnoseRequestParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks that errors of an input are reported without its content or size. */
class ValidationErrorsTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void ofVeryManyTheFirstFiftyAreNamed() {
        var body = json.createObjectNode();
        for (var i = 0; i < 5_000; i++) {
            body.put("field" + i, "x");
        }

        assertThat(problemsOf(body.toString())).hasSize(51).endsWith("and more");
    }

    @Test
    void aLongNameIsRepeatedInPart() {
        var body = json.createObjectNode().put("n".repeat(40_000), "x");

        assertThat(problemsOf(body.toString()))
                .contains("unknown field '" + "n".repeat(64) + "…': expected cluster, namespace, pod, image or message")
                .allSatisfy(problem -> assertThat(problem).hasSizeLessThan(200));
    }

    @Test
    void aLongSegmentOfAnIdIsRepeatedInPart() {
        var body = json.createObjectNode().put("cluster", "/subscriptions/" + "*".repeat(500));

        assertThat(problemsOf(body.toString()))
                .allSatisfy(problem -> assertThat(problem).hasSizeLessThan(200));
    }

    @Test
    void aShortNameIsRepeatedAsItIs() {
        assertThat(problemsOf("{\"poOd\": \"x\"}"))
                .contains("unknown field 'poOd': expected cluster, namespace, pod, image or message");
    }

    @Test
    void aSecretInAWrongPlaceIsNotRepeated() {
        assertThat(problemsOf("{\"robot:Pa55word@x.io/app\": \"x\", \"cluster\": \"/token=Pa55word!\"}"))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).doesNotContain("Pa55word"));
    }

    /** The parser's own message quotes what it could not read. */
    @Test
    void invalidJsonIsNotQuoted() {
        assertThat(problemsOf("{\"cluster\": s3cret"))
                .singleElement()
                .asString()
                .doesNotContain("s3cret");
    }

    private static List<String> problemsOf(String body) {
        return catchThrowableOfType(UnreadableInputException.class, () -> DiagnoseRequestParser.parse(body))
                .problems();
    }
}
