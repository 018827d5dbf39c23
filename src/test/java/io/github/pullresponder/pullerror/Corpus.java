package io.github.pullresponder.pullerror;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Real messages of kubelets and runtimes, labelled by hand. */
public final class Corpus {

    private Corpus() {}

    static List<Labelled> messages() {
        try (InputStream json = Corpus.class.getResourceAsStream("/corpus/messages.json")) {
            return List.of(new ObjectMapper().readValue(json, Labelled[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One message with the expected result. {@code host} and {@code anonymous} are null if the message does not contain them. */
    @JsonIgnoreProperties("runtime")
    public record Labelled(String message, Symptom symptom, PullStage stage, String host, Boolean anonymous) {

        AttemptCredentialPresence credentials() {
            if (anonymous == null) {
                return AttemptCredentialPresence.NOT_SAID;
            }
            return anonymous ? AttemptCredentialPresence.NONE : AttemptCredentialPresence.PRESENTED;
        }

        Optional<String> failedHost() {
            return Optional.ofNullable(host);
        }
    }
}
