package io.github.pullresponder.checks.remedy;

import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import java.util.ArrayList;
import java.util.List;

/** Script that writes a new password into pull secrets: one step for each secret, in bash and in PowerShell. */
final class PullSecretUpdateScript {
    private static final String ENTRY =
            "{username: $user, password: env.PASSWORD, auth: (\"\\($user):\\(env.PASSWORD)\" | @base64)}";
    private static final String UTF8 = "[Text.Encoding]::UTF8";

    private final List<CommandLine> parts = new ArrayList<>();
    private final List<String> bash = new ArrayList<>();
    private final List<String> powerShell = new ArrayList<>();
    private final String user;

    private PullSecretUpdateScript(CommandLine printsPassword, String user) {
        place(printsPassword);
        this.user = place(CommandLine.value(user));
    }

    /** The place of a command line or value in the script. */
    private String place(CommandLine part) {
        parts.add(part);
        return "{" + parts.size() + "}";
    }

    static Command of(CommandLine printsPassword, List<PullSecretReference> secrets, String user) {
        var script = new PullSecretUpdateScript(printsPassword, user);
        for (var secret : secrets) {
            switch (secret.content()) {
                case OTHERS_TOO -> script.changeEntry(secret, ".dockerconfigjson", "auths");
                case OLDER_TYPE -> script.changeEntry(secret, ".dockercfg", "");
                case ABSENT, OTHER_TYPE, UNKNOWN, ONLY_THIS -> script.write(secret, user);
            }
        }
        return Command.script(
                "{1} | { read -r PASSWORD && export PASSWORD && %s; }".formatted(String.join(" && ", script.bash)),
                "& { $PASSWORD = {1}; if ($PASSWORD) { %s } }".formatted(String.join("; ", script.powerShell)),
                script.parts.toArray(CommandLine[]::new));
    }

    /** Creates the secret, or replaces its content. */
    private void write(PullSecretReference secret, String userName) {
        var create = place(secret.kubectl("create", "secret", "docker-registry")
                .objectName("secret", secret.name())
                .namespace(secret.namespace())
                .option("--docker-server", secret.entry())
                .option("--docker-username", userName)
                .variable("--docker-password", PullSecretRemedies.PASSWORD)
                .literals("--dry-run=client", "--output", "yaml"));
        var apply = place(secret.kubectl("apply", "--filename", "-"));
        bash.add(create + " | " + apply);
        powerShell.add(create + " | " + apply);
    }

    /**
     * Changes one entry and leaves the others. If the secret changes meanwhile, Kubernetes rejects the change.
     *
     * @param data the key of the secret that contains the entries
     * @param field the JSON field above the entries; empty if there is none
     */
    private void changeEntry(PullSecretReference secret, String data, String field) {
        var get = place(secret.kubectl("get", "secret")
                .objectName("secret", secret.name())
                .namespace(secret.namespace())
                .literals("--output", "json"));
        var replace = place(secret.kubectl("replace", "--filename", "-"));
        var key = place(CommandLine.value(secret.entry()));
        bash.add(("%s | jq --arg key %s --arg user %s '.data[\"%s\"] |="
                        + " (@base64d | fromjson | .%s[$key] = %s | tojson | @base64)' | %s")
                .formatted(get, key, user, data, field, ENTRY, replace));
        powerShell.add(String.join(
                "; ",
                "$SECRET = %s | ConvertFrom-Json -AsHashtable".formatted(get),
                "$CONFIG = %s.GetString([Convert]::FromBase64String($SECRET.data['%s'])) | ConvertFrom-Json -AsHashtable"
                        .formatted(UTF8, data),
                "$CONFIG%s[%s] = @{ username = %s; password = $PASSWORD; auth = [Convert]::ToBase64String(%s.GetBytes(%s + ':' + $PASSWORD)) }"
                        .formatted(field.isEmpty() ? "" : "." + field, key, user, UTF8, user),
                "$SECRET.data['%s'] = [Convert]::ToBase64String(%s.GetBytes(($CONFIG | ConvertTo-Json -Depth 9 -Compress)))"
                        .formatted(data, UTF8),
                "$SECRET | ConvertTo-Json -Depth 99 | %s".formatted(replace)));
    }
}
