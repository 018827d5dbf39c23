package io.github.pullresponder.evidence;

import java.util.List;

/**
 * What an access token for Microsoft Graph permits.
 *
 * @param roles the application permissions it was given
 * @param ofPerson whether it speaks for a person, and not for an application by itself
 */
public record TokenRights(List<String> roles, boolean ofPerson) {
    public TokenRights {
        roles = List.copyOf(roles);
    }
}
