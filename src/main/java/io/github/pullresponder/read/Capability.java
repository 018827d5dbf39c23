package io.github.pullresponder.read;

/**
 * Groups of rights beyond reading resources and pods. The templates switch each off; a process without the setting has it on.
 * While it is off, the app does not use its rights, and the checks that need them are undetermined.
 *
 * <p>A new one is one line here: it brings its setting, its part of the infrastructure's roles and its lines in the documents.
 */
public enum Capability {
    PULL_SECRETS(
            "pullSecrets",
            "PULLRESPONDER_PULL_SECRETS",
            "Pull Responder Pull Secrets",
            "Whether pull secrets are read from clusters; their values are compared and never shown or stored."),
    ADMIN_PASSWORDS(
            "adminPasswords",
            "PULLRESPONDER_ADMIN_PASSWORDS",
            "Pull Responder Admin Passwords",
            "Whether registries' admin passwords are read, to compare them with those in pull secrets."),
    DIRECTORY(
            "directory",
            "PULLRESPONDER_DIRECTORY",
            "Pull Responder Directory",
            "Whether Microsoft Graph is asked for service principals and the ends of their credentials."),
    CATALOG(
            "catalog",
            "PULLRESPONDER_CATALOG",
            "Pull Responder Catalog",
            "Whether the names of all repositories of a registry are listed, to suggest one that was meant.");

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

    /** Its name in the infrastructure's parameters. */
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

    /** One sentence that completes the setting. */
    public String meaning() {
        return meaning;
    }
}
