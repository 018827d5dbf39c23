package io.github.pullresponder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.report.ReportFormat;
import io.github.pullresponder.sandbox.http.RecordedRequest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pod can name as many pull secrets as its maximum size permits, and each one is a read. */
@Tag("scenario")
class ManyPullSecretsTest {
    private static final int READ_AT_MOST = 20;

    @ParameterizedTest
    @ValueSource(ints = {21, 500})
    void onlyTheFirstSecretsAreReadAndTheReportShowsTheLimit(int count) {
        try (var stage = played(count)) {
            assertThat(readsOfSecrets(stage)).isLessThanOrEqualTo(READ_AT_MOST);
            assertThat(report(stage)).contains("20 of " + count + " pull secrets of the pod were read");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void ofAFewAllAreRead(int count) {
        try (var stage = played(count)) {
            assertThat(readsOfSecrets(stage)).isEqualTo(count);
            assertThat(report(stage)).doesNotContain("of them are read");
        }
    }

    private static TestDeployment played(int secrets) {
        var stage = new TestDeployment(Estates.changed(Estates.cartCannotPull(), object -> name(secrets, object)));
        var app = stage.start();
        assertThat(TestDeployment.alert(app, Alerts.fired("one")).status()).isEqualTo(202);
        stage.workOff(app);
        return stage;
    }

    private static void name(int secrets, ObjectNode object) {
        if (object.path("kind").asText().equals("Pod")) {
            var names = object.withObject("/spec").putArray("imagePullSecrets");
            IntStream.range(0, secrets).forEach(i -> names.addObject().put("name", "s" + i));
        }
    }

    private static long readsOfSecrets(TestDeployment stage) {
        return stage.azure.requests().all().stream()
                .map(RecordedRequest::url)
                .filter(url -> url.contains("/secrets/"))
                .distinct()
                .count();
    }

    private static String report(TestDeployment stage) {
        assertThat(stage.diagnoses).isNotEmpty();
        return ReportFormat.JSON.render(stage.diagnoses.get(0));
    }
}
