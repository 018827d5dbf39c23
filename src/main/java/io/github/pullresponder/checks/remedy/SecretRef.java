package io.github.pullresponder.checks.remedy;

import io.github.pullresponder.cluster.PullSecret;
import io.github.pullresponder.cluster.PullSecret.Format;
import io.github.pullresponder.cluster.PullSecret.Login;
import io.github.pullresponder.cluster.PullSecret.Logins;
import io.github.pullresponder.cluster.RegistryKey;
import io.github.pullresponder.command.CommandLine;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity.Broken;
import io.github.pullresponder.pull.PullingIdentity.ForOthers;
import io.github.pullresponder.pull.PullingIdentity.NamedPullSecret;
import io.github.pullresponder.pull.PullingIdentity.Unread;
import io.github.pullresponder.pull.PullingIdentity.Usable;
import io.github.pullresponder.pull.PullingIdentity.WrongType;
import io.github.pullresponder.read.Source;
import io.github.pullresponder.resource.ResourceId;
import io.github.pullresponder.text.ListFormat;
import java.util.List;

/**
 * A pull secret, and where it is.
 *
 * @param isElsewhere whether the report is about several clusters, so that words must name this one
 * @param entry the key of its entry for the registry, as it is written there
 */
public record SecretRef(
        ResourceId cluster, boolean isElsewhere, String namespace, String name, String entry, Content content) {

    /** What is in it, as far as giving it another password goes. */
    public enum Content {
        /** There is no such secret. */
        ABSENT,
        /** It is of a type that cannot hold registry credentials; a secret's type cannot be changed. */
        OTHER_TYPE,
        /** The kubelet cannot read it, or the responder could not: what else is in it is not known. */
        UNKNOWN,
        /** It has an entry for this registry and none for others. */
        ONLY_THIS,
        /** It has entries for other registries, which must stay. */
        OTHERS_TOO,
        /** It is of the older type, which {@code kubectl create secret docker-registry} does not write. */
        OLDER_TYPE;

        public static Content of(Logins logins) {
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
        var entry = secret.usable().map(it -> entryOf(it.login().key())).orElse(loginServer);
        return new SecretRef(cluster, false, secret.namespace(), secret.secret(), entry, contentOf(secret));
    }

    private static Content contentOf(NamedPullSecret secret) {
        var state = secret.state();
        if (state instanceof WrongType) {
            return Content.OTHER_TYPE;
        }
        if (state instanceof Broken || state instanceof Unread) {
            return Content.UNKNOWN;
        }
        if (state instanceof ForOthers others) {
            return others.all().format() == Format.DOCKER_CFG ? Content.OLDER_TYPE : Content.OTHERS_TOO;
        }
        if (state instanceof Usable usable) {
            return Content.of(usable.all());
        }
        return Content.ABSENT;
    }

    /** One of the secrets that a sweep over several clusters has read. */
    public static SecretRef elsewhere(ResourceId cluster, PullSecret secret, Login login) {
        var content = secret.content() instanceof Logins logins ? Content.of(logins) : Content.UNKNOWN;
        return new SecretRef(cluster, true, secret.namespace(), secret.name(), entryOf(login.key()), content);
    }

    /** A key with user information would show a password. */
    private static String entryOf(RegistryKey key) {
        return key.text().contains("@") ? key.host() : key.text();
    }

    /** One that is still to be created. */
    static SecretRef absent(ResourceId cluster, String namespace, String name, String loginServer) {
        return new SecretRef(cluster, false, namespace, name, loginServer, Content.ABSENT);
    }

    /** The host that it signs in to. */
    public String host() {
        return new RegistryKey(entry).host();
    }

    /** As reports show it. */
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
