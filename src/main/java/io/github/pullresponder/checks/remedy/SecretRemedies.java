package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.az;
import static io.github.pullresponder.command.CommandLine.kubectl;

import io.github.pullresponder.checks.remedy.SecretRef.Content;
import io.github.pullresponder.cluster.AcrPullBinding;
import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.EntraApp.Credential;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.pull.PullingIdentity.NamedPullSecret;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryToken;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The remedies of pull secrets, and of what they sign in as. Passwords go from command to command: never to the screen, never
 * into the shell's history. Without a password nothing is written.
 */
public final class SecretRemedies {
    /** The variable that holds a password between two commands. */
    static final String PASSWORD = "PASSWORD";

    private static final int LONGEST_TOKEN_NAME = 50;

    private SecretRemedies() {}

    /** The controller replaces what is written into the secret by hand. */
    public static Remedy lookAtBinding(AcrPullBinding binding, String namespace, Cluster cluster) {
        return Remedy.of(
                "See what AcrPullBinding %s reports (status.error), and correct that: its controller then renews the secret"
                        .formatted(binding.name()),
                kubectl(cluster.id(), "get")
                        .object(binding.resource(), binding.name())
                        .namespace(namespace)
                        .option("--output", "yaml"));
    }

    /** For a secret that the pod names. */
    public static Remedy createSecretWithToken(Registry registry, PullContext pull, NamedPullSecret secret) {
        var placed = SecretRef.of(secret, pull);
        return Remedy.of(
                "%s with a token that may read this repository only".formatted(what(placed)),
                into(
                        List.of(placed),
                        tokenFor(registry, pull, secret.namespace()),
                        tokenName(pull, secret.namespace())));
    }

    private static String what(SecretRef secret) {
        return switch (secret.content()) {
            case ABSENT -> "Create the secret";
            case OTHER_TYPE -> "Delete the secret, whose type cannot be changed, and create it";
            case UNKNOWN -> "Recreate the secret (entries for other registries must be given again)";
            case ONLY_THIS -> "Recreate the secret";
            case OTHERS_TOO, OLDER_TYPE -> "Give the secret an entry for this registry, beside its others,";
        };
    }

    /**
     * For pods that name no secret: their service account names it for them, and new pods get it.
     *
     * @param name of the new secret
     */
    public static Remedy createSecretForServiceAccount(Registry registry, PullContext pull, String name) {
        var title =
                "Create a secret with a token that may read this repository only, name it in the pods' service account,"
                        + " and create the pods again";
        var account = PullContext.orEmpty(pull::serviceAccount);
        if (account.isEmpty()) {
            return Remedy.of(title);
        }
        var namespace = pull.pods().get(0).namespace();
        var cluster = pull.cluster().id();
        var commands = new ArrayList<>(into(
                List.of(SecretRef.absent(cluster, namespace, name, registry.loginServer())),
                tokenFor(registry, pull, namespace),
                tokenName(pull, namespace)));
        commands.add(
                Patches.imagePullSecret(cluster, namespace, account.get(), name).build());
        restart(pull, cluster, pull.pods().get(0)).map(CommandLine::build).ifPresent(commands::add);
        return Remedy.of(title, commands);
    }

    /** A pod gets the secrets of its service account when it is created. One that no controller would create again is left alone. */
    private static Optional<CommandLine> restart(PullContext pull, ResourceId cluster, PodName pod) {
        return PullContext.orEmpty(pull::workload)
                .filter(workload -> !workload.isPod())
                .map(workload -> workload.canRestart()
                        ? kubectl(cluster, "rollout", "restart")
                                .object(workload.kind(), workload.name())
                                .namespace(workload.namespace())
                        : kubectl(cluster, "delete", "pod")
                                .objectName("pod", pod.name())
                                .namespace(pod.namespace()));
    }

    /** Creating a token that exists would take the repositories of its scope map away, so each purpose has its own. */
    private static CommandLine tokenFor(Registry registry, PullContext pull, String namespace) {
        return az("acr", "token", "create")
                .azureName("--name", tokenName(pull, namespace))
                .registry("--registry", registry.id())
                .option("--repository", List.of(pull.image().repository(), "content/read", "metadata/read"))
                .option("--query", "credentials.passwords[0].value")
                .option("--output", "tsv");
    }

    private static String tokenName(PullContext pull, String namespace) {
        var purpose = "%s/%s/%s"
                .formatted(pull.cluster().id(), namespace, pull.image().repository());
        var suffix = "-pull-%08x".formatted(purpose.toLowerCase(Locale.ROOT).hashCode());
        var cluster = pull.cluster().name().replaceAll("[^A-Za-z0-9-]", "-");
        return cluster.substring(0, Math.min(cluster.length(), LONGEST_TOKEN_NAME - suffix.length())) + suffix;
    }

    /** One new password for all of them: so each holds a valid one, and none is left behind. */
    public static Remedy resetAndRecreate(EntraApp app, List<SecretRef> secrets) {
        return Remedy.of(
                "Reset the credential and put it into " + named(secrets), into(secrets, newPassword(app), app.appId()));
    }

    public static Remedy recreateWithAdminPassword(SecretRef secret, Registry registry) {
        var show = az("acr", "credential", "show")
                .registry("--name", registry.id())
                .option("--query", "passwords[0].value")
                .option("--output", "tsv");
        return Remedy.of("Put the current password into the secret", into(List.of(secret), show, registry.name()));
    }

    /**
     * One new password for all of them: a second one would replace the first.
     *
     * @param password the name of one of the two passwords that a token has
     */
    public static Remedy regenerateAndRecreate(RegistryToken.State token, String password, List<SecretRef> secrets) {
        return Remedy.of(
                "Generate a new password of the token and put it into " + named(secrets),
                into(secrets, newPassword(token, password), token.name()));
    }

    /** Where no workload is known that needs it. */
    public static Remedy regenerate(RegistryToken.State token, String password) {
        return Remedy.of("Generate a new password of the token, if somebody needs it", newPassword(token, password));
    }

    public static Remedy enableToken(RegistryToken.State token) {
        return Remedy.of(
                "Enable the token",
                az("acr", "token", "update")
                        .azureName("--name", token.name())
                        .registry("--registry", token.registry())
                        .option("--status", "enabled"));
    }

    public static Remedy extendScopeMap(RegistryToken token, String repository, Registry registry) {
        return Remedy.of(
                "Let the token's scope map read " + repository,
                az("acr", "scope-map", "update")
                        .azureName(
                                "--name",
                                token.scopeMap()
                                        .map(ResourceId::name)
                                        .orElse(token.state().name()))
                        .registry("--registry", registry.id())
                        .option("--add-repository", List.of(repository, "content/read")));
    }

    /** A new credential is added next to the old one, which goes on expiring, and which others may still use. */
    public static Remedy removeOld(EntraApp app, Credential credential) {
        var isOfApplication = app.application()
                .filter(it -> it.credentials().contains(credential))
                .isPresent();
        var delete = az("ad", isOfApplication ? "app" : "sp", "credential", "delete")
                .option("--id", app.appId())
                .option("--key-id", credential.keyId());
        return credential.kind() == Credential.Kind.CERTIFICATE
                ? Remedy.of("Then remove the old certificate, once nothing else uses it", delete.literals("--cert"))
                : Remedy.of("Then remove the old password, once nothing else uses it", delete);
    }

    static CommandLine newPassword(EntraApp app) {
        return az("ad", "sp", "credential", "reset")
                .option("--id", app.appId())
                .literals("--append")
                .option("--query", "password")
                .option("--output", "tsv");
    }

    /** The answer may hold both passwords; only the new one has a value. */
    private static CommandLine newPassword(RegistryToken.State token, String password) {
        return az("acr", "token", "credential", "generate")
                .azureName("--name", token.name())
                .registry("--registry", token.registry())
                .literals("--" + password)
                .option("--query", "passwords[?value].value")
                .option("--output", "tsv");
    }

    private static List<Command> into(List<SecretRef> secrets, CommandLine printsPassword, String user) {
        var commands = new ArrayList<Command>();
        secrets.stream()
                .filter(secret -> secret.content() == Content.OTHER_TYPE)
                .map(secret -> secret.kubectl("delete", "secret")
                        .objectName("secret", secret.name())
                        .namespace(secret.namespace())
                        .build())
                .forEach(commands::add);
        commands.add(PasswordScript.of(printsPassword, secrets, user));
        return commands;
    }

    private static String named(List<SecretRef> secrets) {
        return secrets.size() == 1 ? "the secret" : "the " + secrets.size() + " secrets";
    }
}
