package io.github.pullresponder.infra.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code preflight.sh} and {@code preflight.ps1}. */
@Tag("infrastructure")
class PreflightScriptTest {
    private static final String SIGN_IN =
            "account show --subscription 2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12 --output none";
    private static final String KEY =
            "functionapp function keys list --subscription 2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12"
                    + " --resource-group rg-pull-responder --name pull-responder-k3v7q2xa --function-name Preflight --query default"
                    + " --output tsv";
    private static final String REQUEST = "--silent --show-error --fail-with-body --max-time 150"
            + " --header Accept: text/plain --config - https://app.example.net/api/preflight";

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void anAppThatAnswers() {
        bench = new Bench(folder)
                .set("AZURE_SUBSCRIPTION_ID", "2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12")
                .set("AZURE_RESOURCE_GROUP", "rg-pull-responder")
                .set("FUNCTION_APP_NAME", "pull-responder-k3v7q2xa")
                .set("FUNCTION_APP_HOST", "app.example.net")
                .reply("az account show *", Reply.nothing())
                .reply("az functionapp function keys list *", "the-secret-key\r\n")
                .reply("curl *", "Everything works\n");
    }

    @Test
    void printsTheAppsAnswer() {
        var run = bench.run(Shell.SH, "preflight");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("Everything works\n");
        assertThat(run.az()).containsExactly(SIGN_IN, KEY);
        assertThat(run.calls("curl"))
                .singleElement()
                .satisfies(command -> assertThat(String.join(" ", command)).isEqualTo(REQUEST));
    }

    /** Arguments are visible to other users of the machine, and addresses are logged. */
    @Test
    void theKeyGoesByStandardInputOnly() {
        var run = bench.run(Shell.SH, "preflight");

        assertThat(run.input("curl")).isEqualTo("header = \"x-functions-key: the-secret-key\"\n");
        assertThat(run.allCalls().toString() + run.out() + run.err()).doesNotContain("the-secret-key");
    }

    @ParameterizedTest
    @CsvSource({"22, an error of the app", "28, no answer in time"})
    void endsAsCurlDoes(int exitCode, String answer) {
        var run = bench.reply("curl *", new Reply(exitCode, answer, "")).run(Shell.SH, "preflight");

        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "500, 1", "403, 1"})
    void powerShellAsksWithTheKeyInAHeader(int status, int exitCode) {
        var run = bench.powershell("""
                function Invoke-WebRequest($Uri, $TimeoutSec, [switch] $SkipHttpErrorCheck, $Headers) {
                    $asked = "$Uri $TimeoutSec $($Headers['x-functions-key'].Length) $($Headers.Accept)"
                    [pscustomobject] @{ StatusCode = %d; Content = $asked }
                }
                & ./infra/preflight.ps1; exit $LASTEXITCODE
                """.formatted(status));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.az()).containsExactly(SIGN_IN, KEY);
        assertThat(run.out().strip()).isEqualTo("https://app.example.net/api/preflight 150 14 text/plain");
        assertThat(run.out() + run.err()).doesNotContain("the-secret-key");
    }

    @Test
    void powerShellReportsThatTheAppDoesNotAnswer() {
        var run = bench.set("FUNCTION_APP_HOST", "127.0.0.1:1").run(Shell.POWERSHELL, "preflight");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("127.0.0.1:1 does not answer").doesNotContain("the-secret-key");
    }

    @ParameterizedTest
    @EnumSource
    void stopsWithoutSignIn(Shell shell) {
        var run = bench.reply("az account show *", Reply.failure(1, "ERROR: Please run az login"))
                .run(shell, "preflight");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.az()).containsExactly(SIGN_IN);
        assertThat(run.err()).contains("Sign in first: az login");
    }

    @ParameterizedTest
    @EnumSource
    void asksNothingWithoutAKey(Shell shell) {
        for (var reply : new Reply[] {Reply.failure(1, "ERROR: not found"), Reply.nothing()}) {
            var run = bench.reply("az functionapp function keys list *", reply).run(shell, "preflight");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.calls("curl")).isEmpty();
            assertThat(run.err()).contains("Is the code deployed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesEveryVariableThatIsNotSet(Shell shell) {
        var run = bench.without("AZURE_SUBSCRIPTION_ID", "FUNCTION_APP_HOST").run(shell, "preflight");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.allCalls()).isEmpty();
        assertThat(run.err()).contains("Not set: AZURE_SUBSCRIPTION_ID FUNCTION_APP_HOST");
    }

    @Test
    void namesTheProgramThatIsMissing() {
        var run = bench.missing("curl").run(Shell.SH, "preflight");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Not installed: curl");
    }
}
