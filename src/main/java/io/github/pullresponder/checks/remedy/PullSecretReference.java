package io.github.pullresponder.checks.remedy;

import io.github.pullresponder.cluster.DockerAuthsKey;
import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.PullSecret.PullSecretFormat;
import io.github.pullresponder.cluster.PullSecret.RegistryLogin;
import io.github.pullresponder.cluster.PullSecret.RegistryLogins;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity.MalformedSecretState;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.pull.PullingIdentity.SimilarRegistrySecretState;
import io.github.pullresponder.pull.PullingIdentity.UnreadSecretState;
import io.github.pullresponder.pull.PullingIdentity.UsableSecretState;
import io.github.pullresponder.pull.PullingIdentity.WrongTypeSecretState;
import io.github.pullresponder.read.FactSource;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.text.ListFormat;
import java.util.List;

/**
 * A pull secret and its place.
 *
 * @param isElsewhere true if the report covers several clusters, so that its text must name this one
 * @param entry the key of its entry for the registry, as written in the secret
 */
public record PullSecretReference(
        ResourceId cluster,
        boolean isElsewhere,
        String namespace,
        String name,
        String entry,
        PullSecretContentState content) {

    /** The content of the secret, as it matters for a new password. */
    public enum PullSecretContentState {
        /** The secret does not exist. */
        ABSENT,
        /** Its type cannot hold registry credentials; the type of a secret cannot be changed. */
        OTHER_TYPE,
        /** The kubelet or Pull Responder cannot read it: its other entries are not known. */
        UNKNOWN,
        /** It has an entry for this registry and none for others. */
        ONLY_THIS,
        /** It has entries for other registries, which must stay. */
        OTHERS_TOO,
        /** It has the older type, which {@code kubectl create secret docker-registry} does not write. */
        OLDER_TYPE;

        public static PullSecretContentState of(RegistryLogins logins) {
            if (logins.format() == PullSecretFormat.DOCKER_CFG) {
                return OLDER_TYPE;
            }
            return logins.logins().size() == 1 ? ONLY_THIS : OTHERS_TOO;
        }
    }

    /** The secret that a pod of the diagnosed cluster names. */
    public static PullSecretReference of(ReferencedPullSecret secret, PullContext pull) {
        return of(secret, pull.cluster().id(), pull.registry().loginServer());
    }

    public static PullSecretReference of(ReferencedPullSecret secret, ResourceId cluster, String loginServer) {
        var entry = secret.usable().map(usable -> entryOf(usable.login().key())).orElse(loginServer);
        return new PullSecretReference(cluster, false, secret.namespace(), secret.secret(), entry, contentOf(secret));
    }

    private static PullSecretContentState contentOf(ReferencedPullSecret secret) {
        var state = secret.state();
        if (state instanceof WrongTypeSecretState) {
            return PullSecretContentState.OTHER_TYPE;
        }
        if (state instanceof MalformedSecretState || state instanceof UnreadSecretState) {
            return PullSecretContentState.UNKNOWN;
        }
        if (state instanceof SimilarRegistrySecretState others) {
            return others.all().format() == PullSecretFormat.DOCKER_CFG
                    ? PullSecretContentState.OLDER_TYPE
                    : PullSecretContentState.OTHERS_TOO;
        }
        if (state instanceof UsableSecretState usable) {
            return PullSecretContentState.of(usable.all());
        }
        return PullSecretContentState.ABSENT;
    }

    /** A secret that a sweep over several clusters read. */
    public static PullSecretReference elsewhere(ResourceId cluster, PullSecret secret, RegistryLogin login) {
        var content = secret.content() instanceof RegistryLogins logins
                ? PullSecretContentState.of(logins)
                : PullSecretContentState.UNKNOWN;
        return new PullSecretReference(cluster, true, secret.namespace(), secret.name(), entryOf(login.key()), content);
    }

    /** A key with user information would show a password. */
    private static String entryOf(DockerAuthsKey key) {
        return key.text().contains("@") ? key.host() : key.text();
    }

    /** A secret that a remedy creates. */
    static PullSecretReference absent(ResourceId cluster, String namespace, String name, String loginServer) {
        return new PullSecretReference(cluster, false, namespace, name, loginServer, PullSecretContentState.ABSENT);
    }

    /** The host that the secret signs in to. */
    public String host() {
        return new DockerAuthsKey(entry).host();
    }

    /** Text for reports. */
    public String words() {
        return "pull secret %s/%s%s".formatted(namespace, name, isElsewhere ? " of " + cluster.name() : "");
    }

    public static String words(List<PullSecretReference> secrets) {
        return ListFormat.first(
                1, secrets.stream().map(PullSecretReference::words).toList());
    }

    public FactSource source() {
        return FactSource.pullSecret(namespace, name);
    }

    CommandLine kubectl(String... words) {
        return CommandLine.kubectl(cluster, words);
    }
}
