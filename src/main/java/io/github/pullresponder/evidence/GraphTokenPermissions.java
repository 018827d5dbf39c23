package io.github.pullresponder.evidence;

import java.util.List;

/**
 * The permissions of an access token for Microsoft Graph.
 *
 * @param roles the application permissions in the token
 * @param ofPerson whether the token represents a user instead of an application
 */
public record GraphTokenPermissions(List<String> roles, boolean ofPerson) {
    public GraphTokenPermissions {
        roles = List.copyOf(roles);
    }
}
