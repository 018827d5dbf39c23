package io.github.pullresponder.infra.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code connect.sh} and {@code connect.ps1}: the same calls and the same exit codes. */
@Tag("infrastructure")
class ConnectScriptTest {
    private static final String APP = "--subscription 2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12 --resource-group rg-a 'b'"
            + " --name pull-responder-k3v7q2xa --output none";
    private static final String SIGN_IN =
            "account show --subscription 2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12 --output none";
    private static final String SHOW = "functionapp function show --function-name AzureEvent " + APP;
    private static final String ALERT_KEY = "functionapp function keys list --function-name PullAlert " + APP;
    private static final String DEPLOY = "deployment sub create --subscription 2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12"
            + " --location westeurope --name pull-responder-connect --parameters events.bicepparam"
            + " --query {state: properties.provisioningState, outputs: properties.outputs}";

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void anInstallationWhoseFunctionsAreThere() {
        bench = new Bench(folder)
                .set("AZURE_SUBSCRIPTION_ID", "2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12")
                .set("AZURE_LOCATION", "westeurope")
                .set("AZURE_ENV_NAME", "pull-responder")
                .set("AZURE_RESOURCE_GROUP", "rg-a 'b'")
                .set("FUNCTION_APP_NAME", "pull-responder-k3v7q2xa")
                .set("STORAGE_ACCOUNT_NAME", "pullresponderk3v7q2xa")
                .set("EVENTS_IDENTITY_NAME", "id-pull-responder-events-k3v7q2xa")
                .set("PULLRESPONDER_WAIT_SECONDS", "0")
                .reply("az account show *", Reply.nothing())
                .reply("az functionapp function *", Reply.nothing())
                .reply("az deployment sub create *", "{\"state\": \"Succeeded\"}");
    }

    @ParameterizedTest
    @EnumSource
    void deploysOnceTheFunctionsAndTheirKeysAreThere(Shell shell) {
        var run = bench.run(shell, "connect");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.az()).containsExactly(SIGN_IN, SHOW, ALERT_KEY, DEPLOY);
        assertThat(run.out()).contains("Succeeded");
    }

    /** A group's name may hold what a shell treats specially: it stays one argument. */
    @ParameterizedTest
    @EnumSource
    void aNameStaysOneArgument(Shell shell) {
        assertThat(bench.run(shell, "connect").calls("az").get(1)).contains("rg-a 'b'");
    }

    @ParameterizedTest
    @EnumSource
    void waitsForTheKeyOfARunningApp(Shell shell) {
        bench.reply(
                "az " + ALERT_KEY,
                Reply.failure(1, "ServiceUnavailable"),
                Reply.failure(1, "ServiceUnavailable"),
                Reply.nothing());

        var run = bench.run(shell, "connect");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.az()).containsExactly(SIGN_IN, SHOW, ALERT_KEY, ALERT_KEY, ALERT_KEY, DEPLOY);
        assertThat(run.out()).contains("Waiting for the key of PullAlert ...");
    }

    @ParameterizedTest
    @EnumSource
    void givesUpAfterThirtyTriesWithTheLastMessage(Shell shell) {
        bench.reply("az " + SHOW, Reply.failure(3, "ERROR: (NotFound) function not found"));

        var run = bench.run(shell, "connect");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.az()).hasSize(31).doesNotContain(DEPLOY);
        assertThat(run.err())
                .contains("function not found", "does not have the function AzureEvent after five minutes");
    }

    @ParameterizedTest
    @EnumSource
    void stopsImmediatelyWithoutSignIn(Shell shell) {
        bench.reply("az account show *", Reply.failure(1, "ERROR: Please run 'az login' to setup account."));

        var run = bench.run(shell, "connect");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.az()).containsExactly(SIGN_IN);
        assertThat(run.err()).contains("Sign in first: az login");
    }

    @ParameterizedTest
    @CsvSource({
        "SH, ERROR: AADSTS700082: The refresh token has expired",
        "POWERSHELL, ERROR: AADSTS700082: The refresh token has expired",
        "SH, ERROR: (AuthorizationFailed) The client does not have authorization",
        "POWERSHELL, ERROR: (AuthorizationFailed) The client does not have authorization",
    })
    void doesNotWaitAfterAPermanentError(Shell shell, String message) {
        bench.reply("az functionapp function show *", Reply.failure(1, message));

        var run = bench.run(shell, "connect");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.az()).containsExactly(SIGN_IN, SHOW);
        assertThat(run.err()).contains(message);
    }

    @ParameterizedTest
    @EnumSource
    void theDeploymentsFailureIsItsOwn(Shell shell) {
        bench.reply(
                "az deployment sub create *",
                Reply.failure(1, "ERROR: (DeploymentFailed) At least one resource failed."));

        var run = bench.run(shell, "connect");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("DeploymentFailed");
    }

    @ParameterizedTest
    @EnumSource
    void namesEveryVariableThatIsNotSet(Shell shell) {
        var run = bench.without("AZURE_LOCATION", "EVENTS_IDENTITY_NAME").run(shell, "connect");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.allCalls()).isEqualTo(List.of());
        assertThat(run.err())
                .contains("Not set: AZURE_LOCATION EVENTS_IDENTITY_NAME")
                .doesNotContain("AZURE_ENV_NAME");
    }

    @ParameterizedTest
    @EnumSource
    void namesTheProgramThatIsMissing(Shell shell) {
        var run = bench.missing("az").run(shell, "connect");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Not installed: az");
    }
}
