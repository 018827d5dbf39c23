package io.github.pullresponder.cluster;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The user name of a pull secret. It does not print, because it may be a password in the wrong place: shown is what it turns out
 * to be, and nothing else, which is the id of an application, the registry's name, or that of a token that exists.
 */
public final class UserName {
    /** Of logins whose password is itself a short-lived token ({@code az acr login --expose-token}). */
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    private static final Pattern APP_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern TOKEN_NAME = Pattern.compile("[A-Za-z0-9_-]{1,50}");

    private final String text;

    public UserName(String text) {
        this.text = text;
    }

    /** The id of an Entra application, if it is one. */
    public Optional<String> appId() {
        return Optional.of(text).filter(it -> APP_ID.matcher(it).matches() && !isNobody());
    }

    /** Whether the password says who signs in, not the user name. */
    public boolean isNobody() {
        return text.equals(NOBODY);
    }

    /** Whether it is this name of a registry or of a token; case does not matter there. */
    public boolean isNamed(String name) {
        return text.equalsIgnoreCase(name);
    }

    /** What to ask the registry for, if it can be the name of a token at all. To be shown only if there is such a token. */
    public Optional<String> possibleToken() {
        return Optional.of(text).filter(it -> TOKEN_NAME.matcher(it).matches());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserName name && name.text.equals(text);
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
