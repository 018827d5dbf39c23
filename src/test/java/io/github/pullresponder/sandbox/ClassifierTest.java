package io.github.pullresponder.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierTest {

    @TempDir
    Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void nameFiles() {
        in = folder.resolve("messages.json");
        out = folder.resolve("new/folder/classified.json");
    }

    @Test
    void everyMessageIsLabelledAndKeepsItsFields() throws IOException {
        Files.writeString(in, """
                [{"id": 7, "message": "Failed to pull image \\"x.azurecr.io/app:1\\": failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized"},
                 {"message": "Started container web", "symptom": "stale"}]
                """);

        Classifier.classify(in, out);

        JsonNode classified = new ObjectMapper().readTree(out.toFile());
        assertThat(classified).isEqualTo(new ObjectMapper().readTree("""
                [{"id": 7, "message": "Failed to pull image \\"x.azurecr.io/app:1\\": failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized",
                  "symptom": "UNAUTHORIZED", "stage": "AUTHORIZE", "host": "x.azurecr.io", "anonymous": true, "image": "x.azurecr.io/app:1"},
                 {"message": "Started container web", "symptom": "NONE", "stage": "UNKNOWN", "host": null, "anonymous": null, "image": null}]
                """));
    }

    @Test
    void presentedCredentialsAreNotAnonymous() throws IOException {
        Files.writeString(in, "[{\"message\": \"failed to fetch oauth token: unexpected status: 401 Unauthorized\"}]");

        Classifier.classify(in, out);

        JsonNode anonymous = new ObjectMapper().readTree(out.toFile()).at("/0/anonymous");
        assertThat(anonymous.isBoolean()).isTrue();
        assertThat(anonymous.booleanValue()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                    | line 1: a JSON array of messages is expected",
                "''                    | line 1: a JSON array of messages is expected",
                "[{\"message\": oops}] | line 1, column 14: Unrecognized token 'oops'",
                "[{\"message\": \"a\"}, 3] | element 1: an object is expected",
                "[{\"text\": \"a\"}]   | element 0: its message is missing or not a string",
                "[{\"message\": null}]  | element 0: its message is missing or not a string"
            })
    void malformedFileIsNamedWithPlaceAndReason(String json, String problem) throws IOException {
        Files.writeString(in, json);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Classifier.classify(in, out))
                .withMessageStartingWith(in + ", " + problem);
        assertThat(out).doesNotExist();
    }
}
