package io.github.pullresponder.checks.remedy;

import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.PullSecret.Format;
import io.github.pullresponder.cluster.PullSecret.Login;
import io.github.pullresponder.cluster.PullSecret.Logins;
import io.github.pullresponder.cluster.RegistryKey;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity.MalformedSecret;
import io.github.pullresponder.pull.PullingIdentity.NamedPullSecret;
import io.github.pullresponder.pull.PullingIdentity.OtherRegistrySecret;
import io.github.pullresponder.pull.PullingIdentity.UnreadSecret;
import io.github.pullresponder.pull.PullingIdentity.UsableSecret;
import io.github.pullresponder.pull.PullingIdentity.WrongTypeSecret;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.text.ListFormat;
import java.util.List;

/**
 * A pull secret and its place.
 *
 * @param isElsewhere true if the report covers several clusters, so that its text must name this one
 * @param entry the key of its entry for the registry, as written in the secret
 */
public record SecretRef(
        ResourceId cluster, boolean isElsewhere, String namespace, String name, String entry, SecretContent content) {

    /** The content of the secret, as it matters for a new password. */
    public enum SecretContent {
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

        public static SecretContent of(Logins logins) {
            if (logins.format() == Format.DOCKER_CFG) {
                return OLDER_TYPE;
            }
            return logins.logins().size() == 1 ? ONLY_THIS : OTHERS_TOO;
        }
    }

    /** The secret that a pod of the diagnosed cluster names. */
    public static SecretRef of(NamedPullSecret secret, PullContext pull) {
        return of(secret, pull.cluster().id(), pull.registry().loginServer());
    }

    public static SecretRef of(NamedPullSecret secret, ResourceId cluster, String loginServer) {
        var entry = secret.usable().map(usable -> entryOf(usable.login().key())).orElse(loginServer);
        return new SecretRef(cluster, false, secret.namespace(), secret.secret(), entry, contentOf(secret));
    }

    private static SecretContent contentOf(NamedPullSecret secret) {
        var state = secret.state();
        if (state instanceof WrongTypeSecret) {
            return SecretContent.OTHER_TYPE;
        }
        if (state instanceof MalformedSecret || state instanceof UnreadSecret) {
            return SecretContent.UNKNOWN;
        }
        if (state instanceof OtherRegistrySecret others) {
            return others.all().format() == Format.DOCKER_CFG ? SecretContent.OLDER_TYPE : SecretContent.OTHERS_TOO;
        }
        if (state instanceof UsableSecret usable) {
            return SecretContent.of(usable.all());
        }
        return SecretContent.ABSENT;
    }

    /** A secret that a sweep over several clusters read. */
    public static SecretRef elsewhere(ResourceId cluster, PullSecret secret, Login login) {
        var content = secret.content() instanceof Logins logins ? SecretContent.of(logins) : SecretContent.UNKNOWN;
        return new SecretRef(cluster, true, secret.namespace(), secret.name(), entryOf(login.key()), content);
    }

    /** A key with user information would show a password. */
    private static String entryOf(RegistryKey key) {
        return key.text().contains("@") ? key.host() : key.text();
    }

    /** A secret that a remedy creates. */
    static SecretRef absent(ResourceId cluster, String namespace, String name, String loginServer) {
        return new SecretRef(cluster, false, namespace, name, loginServer, SecretContent.ABSENT);
    }

    /** The host that the secret signs in to. */
    public String host() {
        return new RegistryKey(entry).host();
    }

    /** Text for reports. */
    public String words() {
        return "pull secret %s/%s%s".formatted(namespace, name, isElsewhere ? " of " + cluster.name() : "");
    }

    public static String words(List<SecretRef> secrets) {
        return ListFormat.first(1, secrets.stream().map(SecretRef::words).toList());
    }

    public Source source() {
        return Source.pullSecret(namespace, name);
    }

    CommandLine kubectl(String... words) {
        return CommandLine.kubectl(cluster, words);
    }
}
