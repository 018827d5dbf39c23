package io.github.pullresponder.preflight.unneeded;

import io.github.pullresponder.evidence.GraphTokenPermissions;
import io.github.pullresponder.read.EnabledCapabilities;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RemoteSystem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the permissions in the token for Microsoft Graph with those that the settings need. */
final class UnneededGraphPermissionFinder {
    private UnneededGraphPermissionFinder() {}

    static UnneededRightsResult of(GraphTokenPermissions token, EnabledCapabilities capabilities) {
        if (token.ofPerson()) {
            return UnneededRightsResult.notChecked(
                    "permissions of Microsoft Graph: the token is a person's, so the app's permissions are unknown");
        }
        var needed = permissions()
                .filter(capabilities::permit)
                .map(Permission::action)
                .collect(Collectors.toSet());
        // A broader permission can replace the needed one: then it must not be removed before the needed one is
        // granted.
        var mayReplaceNeeded = !token.roles().containsAll(needed);
        return new UnneededRightsResult(
                token.roles().stream()
                        .filter(role -> !needed.contains(role))
                        .map(role -> UnneededRight.ofGraph(
                                role, mayReplaceNeeded ? UnneededRightRemedyKind.ENTRA_AFTER_GRANT : takingBack(role)))
                        .toList(),
                List.of());
    }

    private static UnneededRightRemedyKind takingBack(String role) {
        return permissions().map(Permission::action).anyMatch(role::equals)
                ? UnneededRightRemedyKind.REVOKE_GRAPH
                : UnneededRightRemedyKind.ENTRA;
    }

    private static Stream<Permission> permissions() {
        return Arrays.stream(Permission.values()).filter(permission -> permission.system() == RemoteSystem.GRAPH);
    }
}
