package io.github.pullresponder.sandbox.directory;

import io.github.pullresponder.local.SandboxCredential;
import io.github.pullresponder.sandbox.identity.Token;
import io.github.pullresponder.sandbox.json.Json;
import java.util.List;
import java.util.Set;

/**
 * Checks the application permissions of the responder; other callers are not checked. Source: the permissions tables of
 * "List applications", "Get application", "List servicePrincipals", "Get servicePrincipal" and "directoryObject:
 * getByIds" (Graph REST API v1.0 reference). With fewer permissions, the last operation may return partial results; the
 * table does not guarantee this.
 */
final class GraphPermissions {
    private static final Set<String> APPLICATIONS = Set.of("Application.Read.All", "Directory.Read.All");
    private static final Set<String> EVERYTHING = Set.of("Directory.Read.All");

    private GraphPermissions() {}

    /** @param path the path without the API version */
    static boolean permit(Token token, List<String> path) {
        // Each part of a batch is checked separately.
        if (!token.objectId().equals(SandboxCredential.RESPONDER) || path.get(0).equals("$batch")) {
            return true;
        }
        var wanted = path.get(0).matches("(applications|servicePrincipals)(\\(.*)?") ? APPLICATIONS : EVERYTHING;
        return Json.strings(token.claims().path("roles")).stream().anyMatch(wanted::contains);
    }
}
