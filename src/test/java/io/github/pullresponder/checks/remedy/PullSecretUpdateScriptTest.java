package io.github.pullresponder.checks.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pullresponder.checks.remedy.PullSecretReference.PullSecretContentState;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.infra.Tool;
import io.github.pullresponder.resource.ResourceId;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that puts a password into secrets, run in real shells with stand-ins for {@code az} and {@code kubectl}. */
@Tag("infrastructure")
class PullSecretUpdateScriptTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ResourceId CLUSTER = ResourceId.parse(
            "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store");
    private static final String PASSWORD = "a+B/c=~ d\"e'$f";
    private static final String OTHERS = "{\"auths\":{\"ghcr.io\":{\"auth\":\"b3RoZXI6c2VjcmV0\"},"
            + "\"fabrikam.azurecr.io\":{\"username\":\"old\",\"password\":\"old\",\"auth\":\"b2xkOm9sZA==\"}},\"credsStore\":\"x\"}";

    @TempDir
    private Path folder;

    @BeforeEach
    void standIns() throws IOException {
        program("az", "cat \"$FOLDER/password\"");
        program("kubectl", """
                printf '%s\\n' "$*" >> "$FOLDER/kubectl.log"
                case "$*" in
                  *" get secret "*) cat "$FOLDER/secret.json" ;;
                  *" create secret "*) for word; do printf '%s\\n' "$word"; done ;;
                  *) cat > "$FOLDER/written" ;;
                esac""");
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Files.writeString(folder.resolve("secret.json"), secret(OTHERS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "pwsh"})
    void theEntryChangesAndTheOthersStay(String shell) throws Exception {
        run(shell, script(PullSecretContentState.OTHERS_TOO));

        var written = JSON.readTree(folder.resolve("written").toFile());
        assertThat(written.path("metadata").path("resourceVersion").asText()).isEqualTo("42");
        var config = decoded(written.path("data").path(".dockerconfigjson"));
        var entry = config.path("auths").path("fabrikam.azurecr.io");
        assertThat(entry.path("username").asText()).isEqualTo("reader");
        assertThat(entry.path("password").asText()).isEqualTo(PASSWORD);
        assertThat(text(entry.path("auth"))).isEqualTo("reader:" + PASSWORD);
        assertThat(config.path("auths").path("ghcr.io"))
                .isEqualTo(JSON.readTree(OTHERS).path("auths").path("ghcr.io"));
        assertThat(config.path("credsStore").asText()).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "pwsh"})
    void anEntryOfTheOlderTypeChangesInItsPlace(String shell) throws Exception {
        var others =
                "{\"ghcr.io\":{\"auth\":\"b3RoZXI6c2VjcmV0\"},\"fabrikam.azurecr.io\":{\"auth\":\"b2xkOm9sZA==\"}}";
        Files.writeString(folder.resolve("secret.json"), secret(others).replace(".dockerconfigjson\"", ".dockercfg\""));
        run(shell, script(PullSecretContentState.OLDER_TYPE));

        var config = decoded(
                JSON.readTree(folder.resolve("written").toFile()).path("data").path(".dockercfg"));
        assertThat(text(config.path("fabrikam.azurecr.io").path("auth"))).isEqualTo("reader:" + PASSWORD);
        assertThat(config.path("ghcr.io")).isEqualTo(JSON.readTree(others).path("ghcr.io"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "pwsh"})
    void aSecretOfItsOwnIsWrittenWhole(String shell) throws Exception {
        run(shell, script(PullSecretContentState.ONLY_THIS));

        assertThat(Files.readString(folder.resolve("written")))
                .contains("--docker-server\nfabrikam.azurecr.io\n", "--docker-password=" + PASSWORD + "\n");
        assertThat(Files.readString(folder.resolve("kubectl.log"))).contains("--context aks-store apply --filename -");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "pwsh"})
    void withoutAPasswordNothingIsWritten(String shell) throws Exception {
        Files.writeString(folder.resolve("password"), "");
        run(shell, script(PullSecretContentState.ONLY_THIS));
        run(shell, script(PullSecretContentState.OTHERS_TOO));

        assertThat(folder.resolve("written")).doesNotExist();
        assertThat(folder.resolve("kubectl.log")).doesNotExist();
    }

    @Test
    void thePasswordIsNoWordOfTheScript() {
        assertThat(script(PullSecretContentState.OTHERS_TOO).toString()).doesNotContain(PASSWORD);
    }

    private static Command script(PullSecretContentState content) {
        var secret = new PullSecretReference(CLUSTER, false, "store", "regcred", "fabrikam.azurecr.io", content);
        return PullSecretUpdateScript.of(CommandLine.az("acr", "token"), List.of(secret), "reader");
    }

    private static String secret(String config) {
        return """
                {"apiVersion":"v1","kind":"Secret","metadata":{"name":"regcred","namespace":"store","resourceVersion":"42"},
                "type":"kubernetes.io/dockerconfigjson","data":{".dockerconfigjson":"%s"}}""".formatted(Base64.getEncoder().encodeToString(config.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode decoded(JsonNode data) throws IOException {
        return JSON.readTree(text(data));
    }

    private static String text(JsonNode base64) {
        return new String(Base64.getDecoder().decode(base64.asText()), StandardCharsets.UTF_8);
    }

    private void program(String name, String script) throws IOException {
        var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void run(String shell, Command command) throws IOException, InterruptedException {
        Tool.require(shell);
        if (shell.equals("bash")) {
            Tool.require("jq");
        }
        var script =
                shell.equals("bash") ? command.bash() : command.powerShell().orElseThrow();
        var file = Files.writeString(folder.resolve(shell.equals("bash") ? "script.sh" : "script.ps1"), script);
        var builder = new ProcessBuilder(shell, file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("PATH", folder + File.pathSeparator + System.getenv("PATH"));
        builder.environment().put("FOLDER", folder.toString());
        var process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(folder.resolve("output"))).doesNotContain(PASSWORD);
    }
}
