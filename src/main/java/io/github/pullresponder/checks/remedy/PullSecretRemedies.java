package io.github.pullresponder.checks.remedy;

import static io.github.pullresponder.command.CommandLine.az;
import static io.github.pullresponder.command.CommandLine.kubectl;

import io.github.pullresponder.checks.remedy.PullSecretReference.PullSecretContentState;
import io.github.pullresponder.cluster.AcrPullBinding;
import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.command.Command;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.diagnosis.Remedy;
import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.EntraApp.AppCredential;
import io.github.pullresponder.identity.EntraApp.AppCredential.AppCredentialType;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullFailure.PodName;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.registry.Registry;
import io.github.pullresponder.registry.RegistryToken;
import io.github.pullresponder.registry.RegistryToken.TokenStatusAndPasswords;
import io.github.pullresponder.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Remedies for pull secrets and the credentials in them. Passwords are passed from command to command: never to the screen, never
 * into the shell's history. Without a password, nothing is written.
 */
public final class PullSecretRemedies {
    /** The variable that holds a password between two commands. */
    static final String PASSWORD = "PASSWORD";

    private static final int LONGEST_TOKEN_NAME = 50;

    private PullSecretRemedies() {}

    /** The controller overwrites manual changes to the secret. */
    public static Remedy checkBinding(AcrPullBinding binding, String namespace, Cluster cluster) {
        return Remedy.of(
                "Fix the error that AcrPullBinding %s reports (status.error): its controller then renews the secret"
                        .formatted(binding.name()),
                kubectl(cluster.id(), "get")
                        .object(binding.resource(), binding.name())
                        .namespace(namespace)
                        .option("--output", "yaml"));
    }

    /** For a secret that the pod names. */
    public static Remedy createSecretWithToken(Registry registry, PullContext pull, ReferencedPullSecret secret) {
        var placed = PullSecretReference.of(secret, pull);
        return Remedy.of(
                "%s with a registry token that can read only this repository".formatted(what(placed)),
                into(
                        List.of(placed),
                        tokenFor(registry, pull, secret.namespace()),
                        tokenName(pull, secret.namespace())));
    }

    private static String what(PullSecretReference secret) {
        return switch (secret.content()) {
            case ABSENT -> "Create the secret";
            case OTHER_TYPE -> "Delete the secret, whose type cannot be changed, and create it";
            case UNKNOWN -> "Recreate the secret (add its entries for other registries again)";
            case ONLY_THIS -> "Recreate the secret";
            case OTHERS_TOO, OLDER_TYPE -> "Add or update the secret's entry for this registry";
        };
    }

    /**
     * For pods that name no secret: their service account names it, and new pods get it.
     *
     * @param name the name of the new secret
     */
    public static Remedy createSecretForServiceAccount(Registry registry, PullContext pull, String name) {
        var title =
                "Create a secret with a registry token that can read only this repository, add it to the pods' service"
                        + " account, and recreate the pods";
        var account = PullContext.orEmpty(pull::serviceAccount);
        if (account.isEmpty()) {
            return Remedy.of(title);
        }
        var namespace = pull.pods().get(0).namespace();
        var cluster = pull.cluster().id();
        var commands = new ArrayList<>(into(
                List.of(PullSecretReference.absent(cluster, namespace, name, registry.loginServer())),
                tokenFor(registry, pull, namespace),
                tokenName(pull, namespace)));
        commands.add(KubectlPatches.imagePullSecret(cluster, namespace, account.get(), name)
                .build());
        restart(pull, cluster, pull.pods().get(0)).map(CommandLine::build).ifPresent(commands::add);
        return Remedy.of(title, commands);
    }

    /** A pod gets the secrets of its service account when it is created. A pod without a controller is not restarted. */
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

    /** Creating an existing token again would replace the repositories of its scope map, so each purpose has its own token. */
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

    /** One new password for all secrets: no secret is left with an old one. */
    public static Remedy resetAndRecreate(EntraApp app, List<PullSecretReference> secrets) {
        return Remedy.of(
                "Reset the credential and write it to " + named(secrets), into(secrets, newPassword(app), app.appId()));
    }

    public static Remedy recreateWithAdminPassword(PullSecretReference secret, Registry registry) {
        var show = az("acr", "credential", "show")
                .registry("--name", registry.id())
                .option("--query", "passwords[0].value")
                .option("--output", "tsv");
        return Remedy.of("Write the current password to the secret", into(List.of(secret), show, registry.name()));
    }

    /**
     * One new password for all secrets: a second one would replace the first.
     *
     * @param password the name of one of the token's two passwords
     */
    public static Remedy regenerateAndRecreate(
            TokenStatusAndPasswords token, String password, List<PullSecretReference> secrets) {
        return Remedy.of(
                "Generate a new password for the token and write it to " + named(secrets),
                into(secrets, newPassword(token, password), token.name()));
    }

    /** For a token that no known workload uses. */
    public static Remedy regenerate(TokenStatusAndPasswords token, String password) {
        return Remedy.of(
                "Generate a new password for the token, if the token is still in use", newPassword(token, password));
    }

    public static Remedy enableToken(TokenStatusAndPasswords token) {
        return Remedy.of(
                "Enable the token",
                az("acr", "token", "update")
                        .azureName("--name", token.name())
                        .registry("--registry", token.registry())
                        .option("--status", "enabled"));
    }

    public static Remedy extendScopeMap(RegistryToken token, String repository, Registry registry) {
        return Remedy.of(
                "Add " + repository + " to the token's scope map",
                az("acr", "scope-map", "update")
                        .azureName(
                                "--name",
                                token.scopeMap()
                                        .map(ResourceId::name)
                                        .orElse(token.state().name()))
                        .registry("--registry", registry.id())
                        .option("--add-repository", List.of(repository, "content/read")));
    }

    /** A new credential does not replace the old one, which still expires and may still be in use elsewhere. */
    public static Remedy removeOld(EntraApp app, AppCredential credential) {
        var isOfApplication = app.application()
                .filter(application -> application.credentials().contains(credential))
                .isPresent();
        var delete = az("ad", isOfApplication ? "app" : "sp", "credential", "delete")
                .option("--id", app.appId())
                .option("--key-id", credential.keyId());
        return credential.kind() == AppCredentialType.CERTIFICATE
                ? Remedy.of("Then remove the old certificate, when nothing else uses it", delete.literals("--cert"))
                : Remedy.of("Then remove the old password, when nothing else uses it", delete);
    }

    static CommandLine newPassword(EntraApp app) {
        return az("ad", "sp", "credential", "reset")
                .option("--id", app.appId())
                .literals("--append")
                .option("--query", "password")
                .option("--output", "tsv");
    }

    /** The answer may contain both passwords; only the new one has a value. */
    private static CommandLine newPassword(TokenStatusAndPasswords token, String password) {
        return az("acr", "token", "credential", "generate")
                .azureName("--name", token.name())
                .registry("--registry", token.registry())
                .literals("--" + password)
                .option("--query", "passwords[?value].value")
                .option("--output", "tsv");
    }

    private static List<Command> into(List<PullSecretReference> secrets, CommandLine printsPassword, String user) {
        var commands = new ArrayList<Command>();
        secrets.stream()
                .filter(secret -> secret.content() == PullSecretContentState.OTHER_TYPE)
                .map(secret -> secret.kubectl("delete", "secret")
                        .objectName("secret", secret.name())
                        .namespace(secret.namespace())
                        .build())
                .forEach(commands::add);
        commands.add(PullSecretUpdateScript.of(printsPassword, secrets, user));
        return commands;
    }

    private static String named(List<PullSecretReference> secrets) {
        return secrets.size() == 1 ? "the secret" : "the " + secrets.size() + " secrets";
    }
}
