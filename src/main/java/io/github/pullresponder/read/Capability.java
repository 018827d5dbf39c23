package io.github.pullresponder.read;

/**
 * Groups of optional rights, in addition to reading resources and pods. The templates switch each off; a process without the
 * setting has it on. While it is off, the app does not use its rights, and the checks that need them are undetermined.
 *
 * <p>A new one is one constant here: its setting, its custom role and its lines in the documents are derived from it.
 */
public enum Capability {
    PULL_SECRETS(
            "pullSecrets",
            "PULLRESPONDER_PULL_SECRETS",
            "Pull Responder Pull Secrets",
            "Reads pull secrets from clusters. Their values are compared, and never shown or stored."),
    ADMIN_PASSWORDS(
            "adminPasswords",
            "PULLRESPONDER_ADMIN_PASSWORDS",
            "Pull Responder Admin Passwords",
            "Reads the admin passwords of registries, to compare them with those in pull secrets."),
    DIRECTORY(
            "directory",
            "PULLRESPONDER_DIRECTORY",
            "Pull Responder Directory",
            "Reads service principals and the expiry of their credentials from Microsoft Graph."),
    CATALOG(
            "catalog",
            "PULLRESPONDER_CATALOG",
            "Pull Responder Catalog",
            "Lists the names of all repositories of a registry, to suggest similar names.");

    private final String key;
    private final String setting;
    private final String role;
    private final String meaning;

    Capability(String key, String setting, String role, String meaning) {
        this.key = key;
        this.setting = setting;
        this.role = role;
        this.meaning = meaning;
    }

    /** The name in the parameters of the templates. */
    public String key() {
        return key;
    }

    /** The app setting that switches it. */
    public String setting() {
        return setting;
    }

    /** The custom role that grants it. */
    public String role() {
        return role;
    }

    /** The description of the setting and of the custom role. */
    public String meaning() {
        return meaning;
    }
}
