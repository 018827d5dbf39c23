package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pullerror.Symptom;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The catalog of causes. Ids are stable: they are in reports, in the documents, in tests and on dashboards.
 *
 * <p>Each cause has its symptoms, a title, a proof, a fix and a link to the vendor's documentation. A cause may explain a more
 * general cause away: if both are confirmed, only the specific cause is reported.
 */
public enum Cause {
    PULL_ROLE_MISSING(
            ofCredentials(),
            "AcrPull is missing",
            "no role assignment of the identity on the registry or a higher scope grants pull access",
            "assign AcrPull, or Container Registry Repository Reader in ABAC mode",
            "https://learn.microsoft.com/azure/aks/cluster-container-registry-integration"),
    PULL_ROLE_ON_ANOTHER_IDENTITY(
            ofCredentials(),
            "AcrPull is assigned to the wrong identity",
            "the pulling identity has no pull role, but a deleted principal, the control plane's identity or an identity"
                    + " named after the cluster has one",
            "assign the role to the pulling identity and remove the stale assignment",
            DefaultGuide.ADDRESS,
            PULL_ROLE_MISSING),
    PULL_SECRET_PRINCIPAL_HAS_NO_ROLE(
            ofCredentials(),
            "AcrPull is missing for the service principal in the pull secret",
            "no role assignment of that principal on the registry or a higher scope grants pull access",
            "assign the role to that principal",
            "https://learn.microsoft.com/azure/container-registry/container-registry-auth-kubernetes"),
    DENY_ASSIGNMENT_BLOCKS_PULL(
            ofCredentials(),
            "A deny assignment blocks the pull",
            "a deny assignment on the registry or a higher scope covers the identity and the pull action",
            "change the deployment stack or managed application that created it",
            "https://learn.microsoft.com/azure/role-based-access-control/deny-assignments"),
    PULL_ROLE_IGNORED_BY_ABAC(
            ofCredentials(),
            "The identity's role has no effect in ABAC mode",
            "the registry is in mode AbacRepositoryPermissions and the identity has only roles of the legacy mode",
            "assign Container Registry Repository Reader",
            "https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions",
            PULL_ROLE_MISSING,
            PULL_ROLE_ON_ANOTHER_IDENTITY,
            PULL_SECRET_PRINCIPAL_HAS_NO_ROLE),
    REPOSITORY_NOT_IN_ROLE_CONDITION(
            ofCredentials(),
            "The role assignment's condition excludes this repository",
            "every role assignment that would grant the pull has a condition that excludes the repository",
            "extend the condition to the repository",
            "https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions",
            PULL_ROLE_MISSING,
            PULL_ROLE_ON_ANOTHER_IDENTITY,
            PULL_SECRET_PRINCIPAL_HAS_NO_ROLE),
    CLUSTER_SECRET_EXPIRED(
            ofCredentials(),
            "The cluster's service principal has no valid credential",
            "every password and certificate of its application has expired",
            "reset the credential and update the cluster, or switch to a managed identity",
            "https://learn.microsoft.com/azure/aks/update-credentials"),
    CLUSTER_PRINCIPAL_GONE(
            ofCredentials(),
            "The cluster's service principal does not exist or is disabled",
            "its application or its service principal does not exist, or the account is disabled",
            "enable or recreate it, and update the cluster",
            "https://learn.microsoft.com/azure/aks/kubernetes-service-principal",
            PULL_ROLE_MISSING,
            CLUSTER_SECRET_EXPIRED),
    KUBELET_IDENTITY_NOT_ON_NODES(
            ofCredentials(),
            "The kubelet identity is not assigned to the nodes",
            "the scale set or the virtual machine of the failing node does not have the kubelet identity",
            "reconcile the cluster: az aks update",
            DefaultGuide.ADDRESS),
    PULL_IDENTITY_NOT_NAMED(
            ofCredentials(),
            "The pod's service account specifies no identity",
            "the nodes pull with the identities of service accounts, this one specifies none, and the cluster has no default",
            "annotate the service account, or set a default identity",
            "https://learn.microsoft.com/azure/aks/identity-bindings-concepts"),
    PULL_IDENTITY_NOT_BOUND(
            ofCredentials(),
            "The service account's identity is not bound to the cluster",
            "no identity binding of the cluster contains the service account's identity, or that identity does not exist",
            "create the identity binding",
            "https://learn.microsoft.com/azure/aks/identity-bindings-concepts"),
    REGISTRY_IN_ANOTHER_TENANT(
            ofCredentials(),
            "The registry and the cluster are in different Entra tenants",
            "the registry and the cluster have different tenants, and the nodes pull with a managed identity of the"
                    + " cluster's tenant",
            "use a pull secret, or a multitenant application",
            "https://learn.microsoft.com/azure/container-registry/authenticate-aks-cross-tenant",
            PULL_ROLE_MISSING,
            PULL_ROLE_ON_ANOTHER_IDENTITY,
            PULL_ROLE_IGNORED_BY_ABAC),
    ARM_TOKENS_REJECTED(
            ofCredentials(),
            "The registry rejects ARM tokens, which old nodes use",
            "the registry does not accept tokens for Azure Resource Manager, and the nodes are too old to request registry"
                    + " tokens",
            "upgrade the node pool, or accept ARM tokens on the registry",
            "https://learn.microsoft.com/azure/container-registry/container-registry-disable-authentication-as-arm"),
    ENTRA_SIGN_IN_BLOCKED(
            symptoms(Symptom.UNAUTHORIZED, Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The nodes cannot reach the Microsoft Entra ID host where they sign in",
            "the node did not reach the host, or sent no credentials although it may sign in there, and a firewall, a network "
                    + "security group or a route blocks it",
            "allow the host",
            "https://learn.microsoft.com/azure/aks/outbound-rules-control-egress"),
    PULL_SECRET_MISSING(
            ofCredentials(Symptom.PULL_SECRET_UNREADABLE),
            "The pull secret does not exist",
            "the pod's namespace has no secret of that name, or the secret has another type",
            "create the secret",
            "https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/"),
    PULL_SECRET_MALFORMED(
            ofCredentials(Symptom.PULL_SECRET_UNREADABLE),
            "The kubelet cannot read the pull secret",
            "it is not valid base64 and JSON, or has neither auth nor username and password for the host",
            "recreate the secret",
            "https://kubernetes.io/docs/concepts/configuration/secret/"),
    PULL_SECRET_FOR_OTHER_REGISTRY(
            ofCredentials(),
            "The pull secret is for another registry",
            "no key of its auths matches the image's host, and one key is similar to the host or is another Azure registry",
            "recreate the secret for this registry",
            "https://kubernetes.io/docs/concepts/containers/images/"),
    PULL_SECRET_PRINCIPAL_EXPIRED(
            ofCredentials(),
            "The credential in the pull secret is no longer valid",
            "the secret's password is an expired or removed credential of its service principal, or the principal does not"
                    + " exist or is disabled",
            "reset the credential and recreate the secret",
            "https://learn.microsoft.com/azure/container-registry/container-registry-auth-kubernetes",
            PULL_SECRET_PRINCIPAL_HAS_NO_ROLE),
    PULL_SECRET_PASSWORD_STALE(
            ofCredentials(),
            "The pull secret contains an old password of the registry's admin user",
            "it matches neither of the registry's two admin passwords",
            "recreate the secret from the current password",
            "https://learn.microsoft.com/azure/container-registry/container-registry-authentication"),
    ADMIN_USER_DISABLED(
            ofCredentials(),
            "The pull secret uses the registry's admin user, which is disabled",
            "the secret's user name is the registry's name, and adminUserEnabled is false",
            "pull with the kubelet identity, or enable the admin user",
            "https://learn.microsoft.com/azure/container-registry/container-registry-authentication",
            PULL_SECRET_PASSWORD_STALE),
    PULL_SECRET_TOKEN_INVALID(
            ofCredentials(),
            "The registry token in the pull secret does not permit the pull",
            "the token does not exist, is disabled or expired, or its scope map does not include the repository",
            "regenerate the token's password, or extend its scope map",
            "https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions"),
    PULL_ROLE_NOT_YET_EFFECTIVE(
            ofCredentials(),
            "The new role assignment has not taken effect yet",
            "the role assignment that grants the pull was created or changed too recently to have taken effect",
            "wait",
            "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting"),
    CREDENTIAL_CACHED_BY_KUBELET(
            ofCredentials(),
            "The kubelet may still use credentials from before the role assignment",
            "the role assignment that grants the pull is less than 60 minutes old, and the kubelet caches credentials for up to 60 minutes",
            "wait",
            "https://kubernetes.io/docs/tasks/administer-cluster/kubelet-credential-provider/"),
    LOGIN_SERVER_MISSPELLED(
            symptoms(
                    Symptom.HOST_NOT_RESOLVED,
                    Symptom.NOT_FOUND,
                    Symptom.UNAUTHORIZED,
                    Symptom.FORBIDDEN,
                    Symptom.TIMEOUT,
                    Symptom.CONNECTION_FAILED,
                    Symptom.UNTRUSTED_CERTIFICATE),
            "The login server in the image reference is misspelled",
            "no visible registry has the image's host, and a visible registry has a host that differs by one or two letters,"
                    + " a suffix or a form",
            "correct the image reference",
            DefaultGuide.ADDRESS),
    REGISTRY_NOT_FOUND(
            symptoms(Symptom.HOST_NOT_RESOLVED, Symptom.NOT_FOUND),
            "The image's registry does not exist, or is not visible to Pull Responder",
            "no registry in the visible subscriptions has the image's host or a similar one",
            "create the registry, or assign Reader on it to Pull Responder",
            DefaultGuide.ADDRESS),
    REPOSITORY_NOT_FOUND(
            symptoms(Symptom.NOT_FOUND, Symptom.UNAUTHORIZED),
            "The repository does not exist in the registry",
            "the registry's catalog does not contain it, and no cache rule serves it",
            "correct the image reference, or push the image",
            DefaultGuide.ADDRESS),
    TAG_NOT_FOUND(
            symptoms(Symptom.NOT_FOUND, Symptom.UNAUTHORIZED),
            "The tag or digest does not exist in the repository",
            "the registry has no manifest with this tag or digest, and no cache rule serves the repository",
            "correct the image reference, or push the image",
            "https://learn.microsoft.com/troubleshoot/azure/azure-container-registry/manifest-tag-not-found"),
    UPSTREAM_IMAGE_NOT_FOUND(
            symptoms(Symptom.NOT_FOUND, Symptom.UNAUTHORIZED, Symptom.FORBIDDEN),
            "The source of the cache rule does not have the image",
            "a cache rule serves the image, and the registry did not get it; Pull Responder does not query the source, so"
                    + " this is only likely",
            "check the image at the source",
            "https://learn.microsoft.com/azure/container-registry/artifact-cache-overview"),
    CACHE_RULE_CREDENTIAL_UNHEALTHY(
            symptoms(Symptom.NOT_FOUND, Symptom.UNAUTHORIZED, Symptom.FORBIDDEN),
            "The cache rule's credentials are unhealthy",
            "the image is not in the registry, or the registry reports that the source failed, and Azure reports the"
                    + " credentials of the cache rule that serves it as Unhealthy",
            "renew the secrets that the credential set refers to",
            "https://learn.microsoft.com/azure/container-registry/troubleshoot-artifact-cache",
            UPSTREAM_IMAGE_NOT_FOUND),
    IMAGE_SOFT_DELETED(
            symptoms(Symptom.NOT_FOUND, Symptom.UNAUTHORIZED),
            "The image was deleted and can be restored",
            "the repository's soft-deleted artifacts include it",
            "restore the image",
            "https://learn.microsoft.com/azure/container-registry/container-registry-soft-delete-policy",
            TAG_NOT_FOUND,
            REPOSITORY_NOT_FOUND),
    IMAGE_LOCKED(
            symptoms(Symptom.DISALLOWED, Symptom.NOT_FOUND, Symptom.UNAUTHORIZED),
            "The image is locked and cannot be pulled",
            "readEnabled is false on the repository, the tag or the manifest",
            "unlock it",
            "https://learn.microsoft.com/azure/container-registry/container-registry-image-lock"),
    IMAGE_QUARANTINED(
            symptoms(Symptom.DISALLOWED, Symptom.NOT_FOUND, Symptom.UNAUTHORIZED),
            "The image is in quarantine",
            "the registry quarantines pushed images, and the manifest is not released",
            "finish the scan and release the image",
            "https://learn.microsoft.com/azure/container-registry/container-registry-faq",
            TAG_NOT_FOUND),
    REPLICA_NOT_CAUGHT_UP(
            symptoms(Symptom.NOT_FOUND),
            "The replica that serves the nodes does not have the image yet",
            "another replica has it, and the replica that serves the nodes does not: its own endpoint says so, or the node"
                    + " got \"not found\" less than a day after the push",
            "wait: the pods retry",
            "https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication"),
    PRIVATE_DNS_ZONE_NOT_LINKED(
            symptoms(Symptom.FORBIDDEN, Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The private DNS zone is not linked to the nodes' network",
            "an approved private endpoint exists, the public route does not work, and the zone has no link to the virtual"
                    + " network whose DNS the nodes use",
            "link the zone to that network",
            "https://learn.microsoft.com/troubleshoot/azure/azure-container-registry/cant-resolve-container-registry-fqdn-private-ip-address"),
    PRIVATE_DNS_RECORD_MISSING(
            symptoms(Symptom.FORBIDDEN, Symptom.HOST_NOT_RESOLVED, Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The registry's record in the private DNS zone is missing or wrong",
            "the linked zone has no A record for the login server or a data endpoint, or the record does not have the"
                    + " private endpoint's address",
            "recreate the record",
            "https://learn.microsoft.com/azure/container-registry/container-registry-private-link"),
    CUSTOM_DNS_BYPASSES_PRIVATE_ZONE(
            symptoms(Symptom.FORBIDDEN, Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The nodes' custom DNS servers do not resolve the private DNS zone",
            "the network has custom DNS servers, the network of those servers is not linked to the zone, and the public"
                    + " route does not work",
            "link their network, and forward to 168.63.129.16",
            "https://learn.microsoft.com/azure/private-link/private-endpoint-dns-integration"),
    PRIVATE_ENDPOINT_NOT_APPROVED(
            symptoms(Symptom.FORBIDDEN, Symptom.HOST_NOT_RESOLVED, Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The private endpoint is not approved",
            "its connection to the registry is Pending, Rejected or Disconnected, and the public route does not work",
            "approve the connection",
            "https://learn.microsoft.com/azure/private-link/manage-private-endpoint"),
    EGRESS_IP_NOT_ALLOWED(
            symptoms(Symptom.FORBIDDEN),
            "The registry's network rules do not allow the nodes' outbound IP address",
            "the registry denies by default, and no rule contains the address in the registry's message or, without one, the"
                    + " cluster's egress address",
            "add a network rule for each address",
            "https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks"),
    SERVICE_ENDPOINT_NOT_ALLOWED(
            symptoms(Symptom.FORBIDDEN),
            "The registry's network rules do not allow the nodes' subnet, which uses a service endpoint",
            "the nodes' subnet has the service endpoint Microsoft.ContainerRegistry, the registry denies by default, and"
                    + " none of its rules is for the subnet",
            "add a rule for the subnet, or use a private endpoint",
            "https://learn.microsoft.com/azure/container-registry/container-registry-vnet"),
    SERVICE_ENDPOINT_POLICY_BLOCKS_STORAGE(
            symptoms(Symptom.FORBIDDEN),
            "A service endpoint policy blocks the storage that serves the layers",
            "the nodes' subnet has a policy for the service endpoint Microsoft.Storage, and the registry serves layers from"
                    + " Azure Storage accounts that no policy allows",
            "serve layers from dedicated data endpoints",
            "https://learn.microsoft.com/azure/virtual-network/virtual-network-service-endpoint-policies-overview"),
    PUBLIC_ACCESS_DISABLED(
            symptoms(Symptom.FORBIDDEN),
            "Public access to the registry is disabled, and the registry has no private endpoint",
            "publicNetworkAccess is Disabled, and the registry has no private endpoint",
            "create a private endpoint, or enable selected networks",
            "https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks"),
    CUSTOMER_KEY_UNREACHABLE(
            symptoms(Symptom.FORBIDDEN),
            "The registry cannot use its encryption key",
            "the registry is encrypted with a customer-managed key, and the key vault denies access to it, or the key is"
                    + " disabled or expired",
            "restore access to the key",
            "https://learn.microsoft.com/azure/container-registry/tutorial-troubleshoot-customer-managed-keys"),
    VNET_NOT_PEERED(
            symptoms(Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The nodes' network is not peered with the private endpoint's network",
            "the networks differ, and neither a peering nor a hub connects them",
            "peer them in both directions",
            "https://learn.microsoft.com/azure/virtual-network/virtual-network-peering-overview"),
    VNET_PEERING_DISCONNECTED(
            symptoms(Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The peering to the private endpoint's network is not connected",
            "its peeringState is not Connected on one or both sides",
            "delete and recreate both sides",
            "https://learn.microsoft.com/azure/virtual-network/virtual-network-troubleshoot-peering-issues"),
    FIREWALL_BLOCKS_REGISTRY(
            symptoms(Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "A firewall on the network path blocks the registry",
            "the route leads to an Azure Firewall, and none of its rules allows the traffic",
            "add a rule",
            "https://learn.microsoft.com/azure/container-registry/container-registry-firewall-access-rules"),
    NSG_BLOCKS_REGISTRY(
            symptoms(Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "A network security group denies the traffic to the registry",
            "the first rule that matches the registry's address and port denies the traffic",
            "add an allow rule with a lower priority number",
            "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"),
    ROUTE_DROPS_REGISTRY_TRAFFIC(
            symptoms(Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "A route drops the traffic to the registry",
            "the longest prefix that contains the registry's address has the next hop None",
            "correct the route",
            "https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview"),
    DATA_ENDPOINT_BLOCKED(
            symptoms(Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The registry's data endpoint is blocked, but not its login server",
            "the same rules allow the login server and block the data endpoint",
            "allow the data endpoint too",
            "https://learn.microsoft.com/azure/container-registry/container-registry-dedicated-data-endpoints"),
    REGISTRY_HOST_NOT_RESOLVED(
            symptoms(Symptom.HOST_NOT_RESOLVED),
            "The nodes cannot resolve the registry's host name",
            "the registry exists and is public, and the nodes' DNS servers cannot resolve its name",
            "repair name resolution",
            "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/connectivity/dns/basic-troubleshooting-dns-resolution-problems"),
    NO_EGRESS(
            symptoms(Symptom.TIMEOUT, Symptom.CONNECTION_FAILED, Symptom.HOST_NOT_RESOLVED),
            "The cluster has no egress",
            "its outboundType is none or block, and no private endpoint leads to the registry",
            "create a private endpoint, or a cache rule",
            "https://learn.microsoft.com/azure/aks/concepts-network-isolated"),
    PROXY_MISCONFIGURED(
            symptoms(Symptom.PROXY_FAILED, Symptom.FORBIDDEN, Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The nodes send requests to a private registry through the HTTP proxy",
            "the registry has a private endpoint, and noProxy lacks its login server or data endpoint",
            "add both to noProxy",
            "https://learn.microsoft.com/azure/aks/http-proxy"),
    TLS_INTERCEPTED(
            symptoms(Symptom.UNTRUSTED_CERTIFICATE),
            "TLS inspection replaces the registry's certificate",
            "the node does not trust the certificate, and a firewall rule on the network path inspects this traffic, or the"
                    + " certificate's issuer is that of an inspecting appliance",
            "exclude the registry from inspection",
            "https://learn.microsoft.com/azure/aks/custom-certificate-authority"),
    IMAGE_OS_MISMATCH(
            symptoms(Symptom.NO_MATCHING_PLATFORM, Symptom.UNAUTHORIZED),
            "The image is not built for the node's operating system",
            "no manifest of the image has the node's operating system",
            "run it on nodes with the image's operating system",
            DefaultGuide.ADDRESS),
    IMAGE_ARCHITECTURE_MISMATCH(
            symptoms(Symptom.NO_MATCHING_PLATFORM, Symptom.UNAUTHORIZED),
            "The image is not built for the node's CPU architecture",
            "the operating system matches, and no manifest has the node's architecture",
            "build it for the node's architecture, or run it on nodes of the image's architecture",
            DefaultGuide.ADDRESS),
    WINDOWS_VERSION_MISMATCH(
            symptoms(Symptom.NO_MATCHING_PLATFORM, Symptom.UNAUTHORIZED),
            "The image is built for another Windows version than the node's",
            "no manifest has an os.version that the node's build can run",
            "use a base image of the node's version",
            "https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility"),
    IMAGE_FORMAT_UNSUPPORTED(
            symptoms(Symptom.UNSUPPORTED_MANIFEST),
            "The node does not support the image's format",
            "the manifest has Docker's schema 1, and the node runs containerd 2.1 or later, or its message says that it does"
                    + " not support that schema",
            "rebuild the image, or convert it",
            "https://learn.microsoft.com/azure/container-registry/container-registry-image-formats"),
    NODE_PULL_LIMIT_EXCEEDED(
            symptoms(Symptom.NODE_PULL_LIMIT),
            "The kubelet exceeded its pull rate limit (registryPullQPS)",
            "the message says so",
            "raise the limit, or pull less often",
            DefaultGuide.ADDRESS),
    REGISTRY_THROTTLED(
            symptoms(Symptom.THROTTLED),
            "The registry throttles requests",
            "the registry's own host answered 429, and does not attribute it to the source of a cache rule",
            "use a larger SKU, or start fewer pulls at the same time",
            "https://learn.microsoft.com/azure/container-registry/container-registry-skus"),
    UPSTREAM_THROTTLED(
            symptoms(Symptom.THROTTLED),
            "A registry outside Azure throttles requests",
            "a host that is not an Azure registry answered 429, or the registry attributes the 429 to the source of a cache"
                    + " rule",
            "cache the image in the registry",
            "https://learn.microsoft.com/azure/container-registry/artifact-cache-overview"),
    NODE_DISK_FULL(
            symptoms(Symptom.NODE_DISK_FULL),
            "The node's disk is full",
            "the message says so",
            "free space, or use larger disks",
            "https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/"),
    NODE_CLOCK_WRONG(
            symptoms(Symptom.UNTRUSTED_CERTIFICATE),
            "The node's clock is wrong",
            "the node rejects a certificate as expired or not yet valid although it is valid now, and the node's clock"
                    + " differs from the cluster's or from Pull Responder's",
            "synchronize the node's clock",
            "https://learn.microsoft.com/azure/virtual-machines/linux/time-sync"),
    INVALID_IMAGE_REFERENCE(
            symptoms(Symptom.INVALID_REFERENCE),
            "The image reference is invalid",
            "it does not match the grammar of image references",
            "correct it",
            "https://kubernetes.io/docs/concepts/containers/images/"),
    REGISTRY_UNAVAILABLE(
            symptoms(Symptom.REGISTRY_ERROR, Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The registry is unavailable",
            "the registry's host returned a server error to the node, and it also returned one to Pull Responder, or Azure"
                    + " Resource Health reports it as Unavailable or Degraded",
            "wait, or check the registry's resource health",
            "https://learn.microsoft.com/azure/service-health/resource-health-overview"),
    IMAGE_CONTENT_DAMAGED(
            symptoms(Symptom.CORRUPT_CONTENT, Symptom.NOT_FOUND),
            "The image's content in the registry is damaged or incomplete",
            "the message reports a wrong digest or size or a missing blob, or the image's index lists a manifest that the"
                    + " registry does not have",
            "push the image again",
            DefaultGuide.ADDRESS),
    CREDENTIAL_EXPIRING(
            symptoms(Symptom.UNAUTHORIZED),
            "A credential that clusters pull with expires soon",
            "a credential of a cluster's service principal, of the service principal in a pull secret, or of a registry"
                    + " token expires soon",
            "renew the credential, and update everything that uses it",
            "https://learn.microsoft.com/azure/aks/update-credentials");

    /** The documentation page of each cause, generated from this catalog and a run of its estate. */
    private static final String PAGES = "https://github.com/pullresponder/pull-responder/blob/main/docs/causes/";

    @SuppressWarnings("ImmutableEnumChecker") // The set is unmodifiable.
    private final Set<Symptom> symptoms;

    private final String title;
    private final String proof;
    private final String fix;
    private final String reference;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is unmodifiable.
    private final Set<Cause> explainsAway;

    Cause(Set<Symptom> symptoms, String title, String proof, String fix, String reference, Cause... explainsAway) {
        this.symptoms = symptoms;
        this.title = title;
        this.proof = proof;
        this.fix = fix;
        this.reference = reference;
        this.explainsAway = Set.of(explainsAway);
    }

    /** The possible symptoms of this cause, the most common one first. */
    public Set<Symptom> symptoms() {
        return symptoms;
    }

    public String title() {
        return title;
    }

    /** The proof of this cause, in one line. */
    public String proof() {
        return proof;
    }

    /** The fix, in one line. */
    public String fix() {
        return fix;
    }

    /** The vendor's page that explains this cause best. */
    public String reference() {
        return reference;
    }

    /** This project's page about the cause, which links to the vendor's page. */
    public String help() {
        return PAGES + name() + ".md";
    }

    /** Returns true if this cause is reported instead of the other one where both are found. */
    public boolean explainsAway(Cause other) {
        return explainsAway.contains(other);
    }

    private static Set<Symptom> symptoms(Symptom first, Symptom... others) {
        var symptoms = new LinkedHashSet<Symptom>();
        symptoms.add(first);
        symptoms.addAll(List.of(others));
        return Collections.unmodifiableSet(symptoms);
    }

    /** A fault of a pod's credentials also prevents it from using an image that another pod pulled to the node. */
    private static Set<Symptom> ofCredentials(Symptom... others) {
        var symptoms = new LinkedHashSet<Symptom>();
        symptoms.add(Symptom.UNAUTHORIZED);
        symptoms.addAll(List.of(others));
        symptoms.add(Symptom.PRESENT_IMAGE_NOT_ALLOWED);
        return Collections.unmodifiableSet(symptoms);
    }

    /** The vendor's guide to most causes, for those that have no better page of their own. */
    private static final class DefaultGuide {
        private static final String ADDRESS =
                "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/extensions/cannot-pull-image-from-acr-to-aks-cluster";
    }
}
