package io.github.pullresponder.infra.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code grant-graph.sh}: grants or revokes one permission of Microsoft Graph. */
@Tag("infrastructure")
class GrantGraphScriptTest {
    private static final String PRINCIPAL = "0e5b0d3c-52f1-4b7e-8a3d-7f1c2b9a4d60";
    private static final String ASSIGNMENTS =
            "https://graph.microsoft.com/v1.0/servicePrincipals/" + PRINCIPAL + "/appRoleAssignments";

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void anIdentityWithoutThePermission() {
        bench = new Bench(folder)
                .reply("az cloud show *", "https://graph.microsoft.com/\n")
                .reply("az ad sp show * --query id *", "graph-object-id\n")
                .reply("az ad sp show * --query appRoles*", "role-id\n")
                .reply("az rest --method get *", "")
                .reply("az rest --method post *", Reply.nothing())
                .reply("az rest --method delete *", Reply.nothing());
    }

    @Test
    void grantsThePermission() {
        var run = bench.run(Shell.SH, "grant-graph", PRINCIPAL);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.changes())
                .containsExactly(
                        "rest --method post --url " + ASSIGNMENTS + " --output none --body {\"principalId\": \""
                                + PRINCIPAL + "\", \"resourceId\": \"graph-object-id\", \"appRoleId\": \"role-id\"}");
    }

    @Test
    void lineEndsOfWindowsAreNoPartOfIds() {
        bench.reply("az cloud show *", "https://graph.microsoft.com/\r\n")
                .reply("az ad sp show * --query id *", "graph-object-id\r\n")
                .reply("az ad sp show * --query appRoles*", "role-id\r\n")
                .reply("az rest --method get *", "\r\n");

        var granting = bench.run(Shell.SH, "grant-graph", PRINCIPAL);
        assertThat(granting.exitCode()).as(granting.err()).isZero();
        assertThat(granting.az()).noneMatch(text -> text.contains("\r"));
        assertThat(granting.changes()).singleElement().asString().contains("\"appRoleId\": \"role-id\"");

        var revoking = bench.reply("az rest --method get *", "granted-id\r\n")
                .run(Shell.SH, "grant-graph", "--revoke", PRINCIPAL);
        assertThat(revoking.changes()).containsExactly("rest --method delete --url " + ASSIGNMENTS + "/granted-id");
    }

    @Test
    void grantsNothingTwice() {
        var run = bench.reply("az rest --method get *", "granted-id\n").run(Shell.SH, "grant-graph", PRINCIPAL);

        assertThat(run.exitCode()).isZero();
        assertThat(run.changes()).isEmpty();
    }

    @Test
    void revokesGrantedPermissions() {
        var run = bench.set("APP_PRINCIPAL_ID", PRINCIPAL)
                .reply("az rest --method get *", "granted-id\n")
                .run(Shell.SH, "grant-graph", "--revoke");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.changes()).containsExactly("rest --method delete --url " + ASSIGNMENTS + "/granted-id");
    }

    @Test
    void revokesNothingThatWasNotGranted() {
        var run = bench.run(Shell.SH, "grant-graph", "--revoke", PRINCIPAL);

        assertThat(run.exitCode()).isZero();
        assertThat(run.changes()).isEmpty();
    }

    /** The number of calls shows that nothing follows the failure. */
    @ParameterizedTest
    @CsvSource({
        "az cloud show *, 1, az login",
        "az ad sp show * --query id *, 2, az login --tenant",
        "az rest --method get *, 4, cannot be read",
        "az rest --method post *, 5, Privileged Role Administrator",
    })
    void aStepThatFailsIsTheLastOne(String call, int calls, String message) {
        var run = bench.reply(call, Reply.failure(3, "ERROR")).run(Shell.SH, "grant-graph", PRINCIPAL);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.az()).hasSize(calls);
        assertThat(run.err()).contains(message);
    }

    @Test
    void asksForTheIdentity() {
        var run = bench.run(Shell.SH, "grant-graph");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.allCalls()).isEmpty();
        assertThat(run.err()).contains("APP_PRINCIPAL_ID");
    }
}
