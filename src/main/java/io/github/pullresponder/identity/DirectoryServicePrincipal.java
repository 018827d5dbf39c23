package io.github.pullresponder.identity;

import java.util.List;

/**
 * A service principal of the directory.
 *
 * @param alternativeNames for managed identities, includes the resource id of the identity
 */
public record DirectoryServicePrincipal(
        String objectId, String appId, String displayName, List<String> alternativeNames) {
    public DirectoryServicePrincipal {
        alternativeNames = List.copyOf(alternativeNames);
    }
}
