package io.github.pullresponder.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What hosts and user names of Azure container registries look like. */
final class AzureHosts {
    /** What AKS nodes have credentials for. */
    private static final List<String> ENDINGS = List.of(".azurecr.io", ".azurecr.cn", ".azurecr.us", ".azurecr.de");

    /** The user name of logins whose password is itself a token: it names nobody. */
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private AzureHosts() {}

    /** Whether a user name is the id of an Entra application. */
    static boolean isAppId(String userName) {
        return GUID.matcher(userName).matches() && !userName.equals(NOBODY);
    }

    static boolean isRegistry(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }
}
