package io.github.pullresponder.cluster;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The user name of a pull secret. It does not print, because it may be a misplaced password. Only three forms are shown: the id of an
 * application, the registry's name, and the name of an existing token.
 */
public final class PullSecretUserName {
    /** The user name of logins whose password is itself a short-lived token ({@code az acr login --expose-token}). */
    private static final String PLACEHOLDER = "00000000-0000-0000-0000-000000000000";

    private static final Pattern APP_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern TOKEN_NAME = Pattern.compile("[A-Za-z0-9_-]{1,50}");

    private final String text;

    public PullSecretUserName(String text) {
        this.text = text;
    }

    /** The id of an Entra application, if it is one. */
    public Optional<String> appId() {
        return Optional.of(text).filter(name -> APP_ID.matcher(name).matches() && !isPlaceholder());
    }

    /** Returns true if the password alone identifies the client. */
    public boolean isPlaceholder() {
        return text.equals(PLACEHOLDER);
    }

    /** Returns true if it is this name of a registry or of a token; case does not matter there. */
    public boolean isNamed(String name) {
        return text.equalsIgnoreCase(name);
    }

    /** The name to look up at the registry, if it has the form of a token's name. Shown only if such a token exists. */
    public Optional<String> possibleToken() {
        return Optional.of(text).filter(name -> TOKEN_NAME.matcher(name).matches());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PullSecretUserName name && name.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
