package io.github.pullresponder.evidence;

import io.github.pullresponder.identity.EntraApp;
import io.github.pullresponder.identity.Principal;
import java.util.List;
import java.util.Set;

/** Questions to the Entra directory of the responder's own tenant. */
public interface Directory {
    /** Those of the given object ids that exist as service principals; the others are gone, or something else. */
    List<Principal> servicePrincipals(Set<String> objectIds);

    /** What is known of the given application ids, all asked in one round. */
    List<EntraApp> apps(Set<String> appIds);
}
