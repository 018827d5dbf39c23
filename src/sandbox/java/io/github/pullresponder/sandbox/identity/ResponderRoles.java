package io.github.pullresponder.sandbox.identity;

import io.github.pullresponder.local.SandboxCredential;
import io.github.pullresponder.sandbox.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Permissions of the responder's own identity: exactly those that the infrastructure's roles grant. A correct diagnosis
 * of an estate therefore proves that these roles suffice.
 */
public final class ResponderRoles {
    private static final Path FILE = Path.of("infra", "roles.json");
    private static final Set<String> PERMITTED = permitted();
    private static final Set<String> USED = new ConcurrentSkipListSet<>();

    private ResponderRoles() {}

    /** Whether the caller has permission for an action. Callers other than the responder are checked elsewhere. */
    public static boolean permit(String objectId, String action) {
        if (!SandboxCredential.RESPONDER.equals(objectId)) {
            return true;
        }
        var wanted = action.toLowerCase(Locale.ROOT);
        USED.add(wanted);
        return PERMITTED.contains(wanted);
    }

    /** The same for a request that may require either of two actions: one of them is enough. */
    public static boolean permit(String objectId, UnsettledAction action) {
        return permit(objectId, action.usual())
                || PERMITTED.contains(action.other().toLowerCase(Locale.ROOT));
    }

    /** The permitted actions that no request of this process has needed so far. */
    public static Set<String> unused() {
        var unused = new TreeSet<>(PERMITTED);
        unused.removeAll(USED);
        return unused;
    }

    private static Set<String> permitted() {
        try {
            return Json.elements(Json.parse(Files.readString(FILE))).stream()
                    .flatMap(role ->
                            Stream.of("actions", "dataActions").flatMap(kind -> Json.strings(role.path(kind)).stream()))
                    .map(action -> action.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
