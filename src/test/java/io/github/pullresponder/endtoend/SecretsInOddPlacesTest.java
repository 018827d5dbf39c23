package io.github.pullresponder.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.environment.InjectedDependencies;
import io.github.pullresponder.report.ReportFormat;
import io.github.pullresponder.sandbox.BundledEstates;
import io.github.pullresponder.sandbox.FinestLog;
import io.github.pullresponder.sandbox.estate.Estate;
import io.github.pullresponder.sandbox.storage.StorageInThisProcess;
import io.github.pullresponder.storage.AppStorage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests secrets in unexpected places: a password in an image, in a key of a pull secret, as its user name, or in the kubelet's
 * message. No report of any form, card, message, row or log contains them.
 */
@Tag("scenario")
@Isolated("It reads the log of the whole process, at its finest level.")
class SecretsInOddPlacesTest {
    private static final String SECRET = "Pa55w0rd-0f-a-r0b0t";
    private static final String IMAGE = "fabrikam.azurecr.io/store/cart:2.3.1";
    private static final List<String> THE_OTHER_SIDE =
            List.of("org.eclipse.jetty", "io.javalin", "io.github.pullresponder.sandbox");

    private final FinestLog log = new FinestLog(THE_OTHER_SIDE);
    private final Queue<String> messages = new ConcurrentLinkedQueue<>();

    @AfterEach
    void listenNoLonger() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "robot:Pa55w0rd-0f-a-r0b0t@fabrikam.azurecr.io/store/cart:2.3.1",
                "https://robot:Pa55w0rd-0f-a-r0b0t@fabrikam.azurecr.io/store/cart:2.3.1",
                "Pa55w0rd-0f-a-r0b0t@fabrikam.azurecr.io/store/cart:2.3.1"
            })
    void inAnImage(String image) {
        var estate = Estates.changed(Estates.cartCannotPull(), object -> replace(object, IMAGE, image));

        assertNothingComesOut(estate, Alerts.fired("one").replace(IMAGE, image));
        assertNothingComesOut(
                estate, Alerts.ofPod("two", estate.triggers().get(0).body()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed: docker login --docker-password Pa55w0rd-0f-a-r0b0t",
                "failed: password = 'Pa55w0rd-0f-a-r0b0t'",
                "failed: {\\\\\\\"registry_password\\\\\\\": \\\\\\\"Pa55w0rd-0f-a-r0b0t\\\\\\\"}",
                "failed: https://robot:Pa55w0rd-0f-a-r0b0t@fabrikam.azurecr.io/v2/",
                "failed: X-Token%3A%20Pa55w0rd-0f-a-r0b0t"
            })
    void inTheKubeletsMessage(String said) {
        var estate = Estates.changed(
                Estates.cartCannotPull(), object -> replace(object, "401 Unauthorized", "401 Unauthorized " + said));

        assertNothingComesOut(
                estate,
                Alerts.fired("one")
                        .replace(
                                "401 Unauthorized",
                                "401 Unauthorized " + said.replace("\\", "\\\\").replace("\"", "\\\"")));
    }

    @Test
    void asTheUserNameOfAPullSecret() {
        assertNothingComesOut(withLogin("fabrikam.azurecr.io", SECRET, "x"), Alerts.fired("one"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "robot:Pa55w0rd-0f-a-r0b0t@fabrikam.azurecr.io",
                "https://robot:Pa55w0rd-0f-a-r0b0t@fabrikam.azurecr.io/v1/",
                "robot:Pa55w0rd-0f-a-r0b0t@fabrikamm.azurecr.io",
                "https://robot:Pa55w0rd-0f-a-r0b0t@other.azurecr.io"
            })
    void inAKeyOfAPullSecret(String key) {
        assertNothingComesOut(withLogin(key, "reader", "x"), Alerts.fired("one"));
    }

    /** Negative test: a value that is not a secret is shown. */
    @Test
    void theNameOfAnExistingTokenIsReported() {
        var stage = play(BundledEstates.named("registry-token-expired"), Alerts.fired("one"));
        try (stage) {
            assertThat(everythingOf(stage)).contains("cart-reader");
        }
    }

    private static Estate withLogin(String key, String user, String password) {
        var auth = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        var config = "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(key, auth);
        return Estates.changed(BundledEstates.named("registry-token-expired"), object -> {
            if (object.path("kind").asText().equals("Secret")) {
                object.remove("stringData");
                object.withObject("/data")
                        .put(
                                ".dockerconfigjson",
                                Base64.getEncoder().encodeToString(config.getBytes(StandardCharsets.UTF_8)));
            }
        });
    }

    private static void replace(ObjectNode object, String text, String by) {
        for (var field : List.copyOf(object.properties())) {
            if (field.getValue().isTextual()) {
                object.put(field.getKey(), field.getValue().textValue().replace(text, by));
            } else if (field.getValue() instanceof ObjectNode part) {
                replace(part, text, by);
            } else {
                field.getValue().forEach(element -> {
                    if (element instanceof ObjectNode part) {
                        replace(part, text, by);
                    }
                });
            }
        }
    }

    private void assertNothingComesOut(Estate estate, String alert) {
        try (var stage = play(estate, alert)) {
            var all = everythingOf(stage);
            assertThat(all).doesNotContain(SECRET);
        }
    }

    private TestDeployment play(Estate estate, String alert) {
        var stage = new TestDeployment(estate, new StorageInThisProcess(), Map.of());
        var app = stage.start(this::notingMessages);
        assertThat(TestDeployment.alert(app, alert).status()).isEqualTo(202);
        stage.workOff(app);
        return stage;
    }

    private InjectedDependencies notingMessages(InjectedDependencies platform) {
        return Platforms.withStorage(
                platform,
                storage -> new AppStorage(
                        text -> {
                            messages.add(text);
                            storage.queue().send(text);
                        },
                        storage.table(),
                        storage.reports()));
    }

    private String everythingOf(TestDeployment stage) {
        assertThat(stage.diagnoses).isNotEmpty();
        var all = new StringBuilder();
        stage.diagnoses.forEach(diagnosis -> {
            for (var format : ReportFormat.values()) {
                all.append(format.render(diagnosis)).append('\n');
            }
        });
        stage.cards().forEach(card -> all.append(card.text()).append('\n'));
        stage.stored("").forEach(name -> all.append(stage.text(name)).append('\n'));
        stage.rows().forEach(row -> all.append(row).append('\n'));
        messages.forEach(message -> all.append(message).append('\n'));
        return all.append(log.text()).toString();
    }
}
