package io.github.pullresponder.preflight.unneeded;

import io.github.pullresponder.evidence.TokenRights;
import io.github.pullresponder.read.Capabilities;
import io.github.pullresponder.read.Permission;
import io.github.pullresponder.read.RemoteSystem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what the token for Microsoft Graph permits with what the settings ask for. */
final class GraphComparison {
    private GraphComparison() {}

    static RightsComparison of(TokenRights token, Capabilities capabilities) {
        if (token.ofPerson()) {
            return RightsComparison.notChecked(
                    "permissions of Microsoft Graph: the token is a person's, which says nothing of the app's");
        }
        var needed = permissions()
                .filter(capabilities::permit)
                .map(Permission::action)
                .collect(Collectors.toSet());
        // A broader permission works in the place of the one that is needed: taking it back would end that.
        var standsIn = !token.roles().containsAll(needed);
        return new RightsComparison(
                token.roles().stream()
                        .filter(role -> !needed.contains(role))
                        .map(role ->
                                UnneededRight.ofGraph(role, standsIn ? TakingBack.ENTRA_AFTER_GRANT : takingBack(role)))
                        .toList(),
                List.of());
    }

    private static TakingBack takingBack(String role) {
        return permissions().map(Permission::action).anyMatch(role::equals)
                ? TakingBack.REVOKE_GRAPH
                : TakingBack.ENTRA;
    }

    private static Stream<Permission> permissions() {
        return Arrays.stream(Permission.values()).filter(permission -> permission.system() == RemoteSystem.GRAPH);
    }
}
