package io.github.pullresponder.checks;

import io.github.pullresponder.diagnosis.PullContext;
import io.github.pullresponder.diagnosis.PullFailure.PodName;
import io.github.pullresponder.diagnosis.PullingIdentity.NamedPullSecret;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.evidence.App;
import io.github.pullresponder.evidence.Registry;
import io.github.pullresponder.evidence.RegistryToken;
import io.github.pullresponder.evidence.ResourceId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The remedies of pull secrets, and of what they sign in as. Passwords go from command to command: never to the screen, never
 * into the shell's history.
 */
final class SecretRemedies {
    private SecretRemedies() {}

    static Remedy createSecretWithToken(Registry registry, PullContext pull, String secret) {
        var namespace = pull.pods().stream().findFirst().map(PodName::namespace).orElse("default");
        var token = pull.cluster().name() + "-pull";
        var create = Command.az("acr", "token", "create")
                .with("--name", token)
                .with("--registry", registry.name())
                .with("--subscription", registry.id().subscription())
                .with("--repository", pull.image().repository())
                .and("content/read metadata/read")
                .with("--query", "credentials.passwords[0].value")
                .with("--output", "tsv");
        return Remedy.of(
                "Create the secret with a token that may read this repository only",
                into(List.of(PlacedSecret.here(namespace, secret, registry.loginServer())), create.line(), token));
    }

    /** One new password for all of them: so each holds a valid one, and none is left behind. */
    static Remedy resetAndRecreate(App app, List<PlacedSecret> secrets) {
        return Remedy.of(
                "Reset the credential and recreate " + named(secrets), into(secrets, newPassword(app), app.appId()));
    }

    static Remedy recreateWithAdminPassword(NamedPullSecret secret, Registry registry) {
        var show = Command.az("acr", "credential", "show")
                .with("--name", registry.name())
                .with("--subscription", registry.id().subscription())
                .with("--query", "passwords[0].value")
                .with("--output", "tsv");
        return Remedy.of(
                "Recreate the secret with the current password",
                into(
                        List.of(PlacedSecret.here(secret.namespace(), secret.secret(), registry.loginServer())),
                        show.line(),
                        registry.name()));
    }

    /**
     * One new password for all of them: a second one would replace the first.
     *
     * @param password the name of one of the two passwords that a token has
     */
    static Remedy regenerateAndRecreate(RegistryToken.State token, String password, List<PlacedSecret> secrets) {
        return Remedy.of(
                "Generate a new password of the token and recreate " + named(secrets),
                into(secrets, newPassword(token, password), token.name()));
    }

    /** Where nobody is known who would need it. */
    static Remedy regenerate(RegistryToken.State token, String password) {
        return Remedy.of("Generate a new password of the token, if somebody needs it", newPassword(token, password));
    }

    static Remedy enableToken(RegistryToken.State token) {
        return Remedy.of(
                "Enable the token",
                Command.az("acr", "token", "update")
                        .with("--name", token.name())
                        .with("--registry", token.registry().name())
                        .with("--subscription", token.registry().subscription())
                        .with("--status", "enabled")
                        .line());
    }

    static Remedy extendScopeMap(RegistryToken token, String repository, Registry registry) {
        return Remedy.of(
                "Let the token's scope map read " + repository,
                Command.az("acr", "scope-map", "update")
                        .with(
                                "--name",
                                token.scopeMap()
                                        .map(ResourceId::name)
                                        .orElse(token.state().name()))
                        .with("--registry", registry.name())
                        .with("--subscription", registry.id().subscription())
                        .with("--add-repository", repository)
                        .and("content/read")
                        .line());
    }

    static String newPassword(App app) {
        return Command.az("ad", "sp", "credential", "reset")
                .with("--id", app.appId())
                .and("--append")
                .with("--query", "password")
                .with("--output", "tsv")
                .line();
    }

    /** The answer may hold both passwords; only the new one has a value. */
    private static String newPassword(RegistryToken.State token, String password) {
        return Command.az("acr", "token", "credential", "generate")
                .with("--name", token.name())
                .with("--registry", token.registry().name())
                .with("--subscription", token.registry().subscription())
                .and("--" + password)
                .with("--query", "passwords[?name=='%s'].value".formatted(password))
                .with("--output", "tsv")
                .line();
    }

    private static String into(List<PlacedSecret> secrets, String printsPassword, String user) {
        if (secrets.size() == 1) {
            return "%s | { read -r PASSWORD; %s; } | %s"
                    .formatted(printsPassword, created(secrets.get(0), user), applied(secrets.get(0)));
        }
        var each = secrets.stream()
                .map(secret -> created(secret, user) + " | " + applied(secret))
                .collect(Collectors.joining("; "));
        return "%s | { read -r PASSWORD; %s; }".formatted(printsPassword, each);
    }

    private static String created(PlacedSecret secret, String user) {
        return secret.kubectl("create secret docker-registry")
                        .and(secret.name())
                        .with("--namespace", secret.namespace())
                        .with("--docker-server", secret.loginServer())
                        .with("--docker-username", user)
                        .line()
                + " --docker-password \"$PASSWORD\" --dry-run=client --output yaml";
    }

    private static String applied(PlacedSecret secret) {
        return secret.kubectl("apply").with("--filename", "-").line();
    }

    private static String named(List<PlacedSecret> secrets) {
        return secrets.size() == 1 ? "the secret" : "the " + secrets.size() + " secrets";
    }
}
