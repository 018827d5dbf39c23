package io.github.pullresponder.evidence;

import io.github.pullresponder.identity.DirectoryServicePrincipal;
import io.github.pullresponder.identity.EntraApp;
import java.util.List;
import java.util.Set;

/** Reads the Entra directory of Pull Responder's own tenant. */
public interface EntraDirectory {
    /** The given object ids that exist as service principals; other ids are deleted or belong to another type of object. */
    List<DirectoryServicePrincipal> servicePrincipals(Set<String> objectIds);

    /** The applications and service principals of the given application ids, read in one batch. */
    List<EntraApp> apps(Set<String> appIds);
}
