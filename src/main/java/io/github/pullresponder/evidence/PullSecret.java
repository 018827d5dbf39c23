package io.github.pullresponder.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An {@code imagePullSecret}: whether the kubelet can use it, and for which hosts. */
public record PullSecret(String namespace, String name, Optional<Instant> createdAt, Content content) {

    public Source source() {
        return Source.kubernetes("secret", namespace, name);
    }

    /** What is in it. */
    public sealed interface Content {}

    /** What the kubelet reads: a login per host. */
    public record Logins(List<Login> logins) implements Content {
        public Logins {
            logins = List.copyOf(logins);
        }
    }

    /** A secret, but none that holds registry credentials. */
    public record OtherType(String type) implements Content {}

    /** The right type, but not readable for the kubelet. */
    public record Malformed(String why) implements Content {}

    /**
     * One entry of {@code auths}.
     *
     * @param key as it is written: with or without scheme, port and path
     * @param problem why the kubelet cannot use it, if it cannot
     */
    public record Login(RegistryKey key, String userName, SecretValue password, Optional<String> problem) {
        /** The user name of logins whose password is itself a short-lived token ({@code az acr login --expose-token}). */
        private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

        private static final Pattern APP_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

        /** Whether the user name is the id of an Entra application. */
        public boolean namesApp() {
            return APP_ID.matcher(userName).matches() && !namesNobody();
        }

        /** Whether the password says who signs in, not the user name. */
        public boolean namesNobody() {
            return userName.equals(NOBODY);
        }
    }
}
