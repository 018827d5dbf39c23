package io.github.pullresponder.diagnosis;

import io.github.pullresponder.pullerror.Symptom;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The catalogue of causes. Ids are stable: they are in reports, in the documents, in tests and on dashboards.
 *
 * <p>Of each it is said which symptoms it has, what it is, what proves it, what fixes it, and where the vendor explains it. A cause
 * may explain a more general one away: where both are confirmed, only the specific one is reported.
 */
public enum Cause {
    PULL_ROLE_MISSING(
            ofCredentials(),
            "No role lets the pulling identity pull",
            "no role assignment of the identity at the registry, or above it, permits pulling",
            "give it AcrPull, or Repository Reader in ABAC mode",
            "https://learn.microsoft.com/azure/aks/cluster-container-registry-integration"),
    PULL_ROLE_ON_ANOTHER_IDENTITY(
            ofCredentials(),
            "The pull role sits on another identity than the one that pulls",
            "the pulling identity has no pull role, while a deleted principal, the control plane's identity or one named"
                    + " after the cluster has",
            "give the role to the pulling identity and remove the stale assignment",
            Guide.ADDRESS,
            PULL_ROLE_MISSING),
    PULL_SECRET_PRINCIPAL_HAS_NO_ROLE(
            ofCredentials(),
            "The service principal in the pull secret has no pull role",
            "no role assignment of that principal at the registry, or above it, permits pulling",
            "assign the role to that principal",
            "https://learn.microsoft.com/azure/container-registry/container-registry-auth-kubernetes"),
    DENY_ASSIGNMENT_BLOCKS_PULL(
            ofCredentials(),
            "A deny assignment takes the right to pull",
            "a deny assignment at the registry or above it covers the identity and the pull action",
            "change the deployment stack or managed application that created it",
            "https://learn.microsoft.com/azure/role-based-access-control/deny-assignments"),
    PULL_ROLE_IGNORED_BY_ABAC(
            ofCredentials(),
            "The identity's roles do not count in the registry's ABAC mode",
            "the registry is in mode AbacRepositoryPermissions and the identity holds only roles of the legacy mode",
            "assign Container Registry Repository Reader",
            "https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions",
            PULL_ROLE_MISSING,
            PULL_ROLE_ON_ANOTHER_IDENTITY,
            PULL_SECRET_PRINCIPAL_HAS_NO_ROLE),
    REPOSITORY_NOT_IN_ROLE_CONDITION(
            ofCredentials(),
            "The conditions of the identity's roles leave this repository out",
            "every role assignment that would grant the pull has a condition that excludes the repository",
            "extend the condition",
            "https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions",
            PULL_ROLE_MISSING,
            PULL_ROLE_ON_ANOTHER_IDENTITY,
            PULL_SECRET_PRINCIPAL_HAS_NO_ROLE),
    CLUSTER_SECRET_EXPIRED(
            ofCredentials(),
            "The cluster's service principal has no valid credential",
            "every password and certificate of its application is past its end",
            "reset the credential and update the cluster, or move to managed identity",
            "https://learn.microsoft.com/azure/aks/update-credentials"),
    CLUSTER_PRINCIPAL_GONE(
            ofCredentials(),
            "The cluster's service principal is gone or disabled",
            "its application or its service principal does not exist, or the account is disabled",
            "enable or recreate it, and update the cluster",
            "https://learn.microsoft.com/azure/aks/kubernetes-service-principal",
            PULL_ROLE_MISSING,
            CLUSTER_SECRET_EXPIRED),
    KUBELET_IDENTITY_NOT_ON_NODES(
            ofCredentials(),
            "The kubelet identity is not on the nodes",
            "the scale set or the machine that the failing node runs on does not hold the kubelet identity",
            "reconcile the cluster: az aks update",
            Guide.ADDRESS),
    PULL_IDENTITY_NOT_NAMED(
            ofCredentials(),
            "No identity is named for the pod's service account",
            "the nodes pull with the identities of service accounts, this one names none, and the cluster has no default",
            "annotate the service account, or set a default identity",
            "https://learn.microsoft.com/azure/aks/identity-bindings-concepts"),
    PULL_IDENTITY_NOT_BOUND(
            ofCredentials(),
            "The service account's identity is not bound to the cluster",
            "no identity binding of the cluster contains the identity that is to pull, or that identity does not exist",
            "create the identity binding",
            "https://learn.microsoft.com/azure/aks/identity-bindings-concepts"),
    REGISTRY_IN_ANOTHER_TENANT(
            ofCredentials(),
            "The registry is in another tenant than the cluster",
            "registry and cluster name different tenants, and the nodes pull with a managed identity of theirs",
            "use a pull secret, or a multi-tenant application",
            "https://learn.microsoft.com/azure/container-registry/authenticate-aks-cross-tenant",
            PULL_ROLE_MISSING,
            PULL_ROLE_ON_ANOTHER_IDENTITY,
            PULL_ROLE_IGNORED_BY_ABAC),
    ARM_TOKENS_REJECTED(
            ofCredentials(),
            "The registry rejects the tokens of old nodes",
            "the registry takes no tokens for Azure Resource Manager, and the nodes are too old to ask for others",
            "upgrade the node pool, or let the registry take them",
            "https://learn.microsoft.com/azure/container-registry/container-registry-disable-authentication-as-arm"),
    ENTRA_SIGN_IN_BLOCKED(
            symptoms(Symptom.UNAUTHORIZED, Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The nodes cannot reach the host of Entra ID where they sign in",
            "the node did not reach it, or presented no credentials although it may sign in there, and a firewall, a network "
                    + "security group or a route stops it",
            "allow the host",
            "https://learn.microsoft.com/azure/aks/outbound-rules-control-egress"),
    PULL_SECRET_MISSING(
            ofCredentials(Symptom.PULL_SECRET_UNREADABLE),
            "A pull secret that the pod names does not exist",
            "there is no secret of that name in the pod's namespace, or it is of another type",
            "create it",
            "https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/"),
    PULL_SECRET_MALFORMED(
            ofCredentials(Symptom.PULL_SECRET_UNREADABLE),
            "A pull secret cannot be read by the kubelet",
            "it is not base64 and JSON, or has neither auth nor username and password for the host",
            "recreate it",
            "https://kubernetes.io/docs/concepts/configuration/secret/"),
    PULL_SECRET_FOR_OTHER_REGISTRY(
            ofCredentials(),
            "The pull secret is for another registry",
            "no key of its auths matches the image's host, and one is a near miss of it or another Azure registry",
            "recreate it for this registry",
            "https://kubernetes.io/docs/concepts/containers/images/"),
    PULL_SECRET_PRINCIPAL_EXPIRED(
            ofCredentials(),
            "The credential in the pull secret is no longer valid",
            "the secret's password is an expired or removed credential of its service principal, or the principal is gone"
                    + " or disabled",
            "reset the credential and recreate the secret",
            "https://learn.microsoft.com/azure/container-registry/container-registry-auth-kubernetes",
            PULL_SECRET_PRINCIPAL_HAS_NO_ROLE),
    PULL_SECRET_PASSWORD_STALE(
            ofCredentials(),
            "The pull secret holds an old password of the registry's admin user",
            "it matches neither of the registry's two admin passwords",
            "recreate the secret from the current password",
            "https://learn.microsoft.com/azure/container-registry/container-registry-authentication"),
    ADMIN_USER_DISABLED(
            ofCredentials(),
            "The pull secret uses the registry's admin user, which is off",
            "its user name is the registry's name, and adminUserEnabled is false",
            "pull with the kubelet identity, or enable the admin user",
            "https://learn.microsoft.com/azure/container-registry/container-registry-authentication",
            PULL_SECRET_PASSWORD_STALE),
    PULL_SECRET_TOKEN_INVALID(
            ofCredentials(),
            "The registry token in the pull secret does not permit the pull",
            "the token does not exist, is disabled or expired, or its scope map leaves the repository out",
            "regenerate the token's password, or extend its scope map",
            "https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions"),
    PULL_ROLE_NOT_YET_EFFECTIVE(
            ofCredentials(),
            "The pull role is too young to have reached the registry",
            "the granting role assignment is younger than role changes take to take effect",
            "wait",
            "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting"),
    CREDENTIAL_CACHED_BY_KUBELET(
            ofCredentials(),
            "The nodes may still present credentials from before the role",
            "the granting role assignment is younger than the kubelet keeps credentials",
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
            "The image's registry is misspelled",
            "no visible registry has the image's host, and one has a host that differs by a letter or two, a "
                    + "suffix or a form",
            "correct the image reference",
            Guide.ADDRESS),
    REGISTRY_NOT_FOUND(
            symptoms(Symptom.HOST_NOT_RESOLVED, Symptom.NOT_FOUND),
            "The image's registry does not exist, or is not visible",
            "no registry in the subscriptions that can be seen has the image's host, and none is near",
            "create the registry, or give the responder Reader on it",
            Guide.ADDRESS),
    REPOSITORY_NOT_FOUND(
            symptoms(Symptom.NOT_FOUND, Symptom.UNAUTHORIZED),
            "The registry has no such repository",
            "the registry's catalog does not hold it, and no cache rule serves it",
            "correct the image reference, or push the image",
            Guide.ADDRESS),
    TAG_NOT_FOUND(
            symptoms(Symptom.NOT_FOUND, Symptom.UNAUTHORIZED),
            "The repository has no such tag or digest",
            "the registry knows no manifest by it, and no cache rule serves the repository",
            "correct the image reference, or push the image",
            "https://learn.microsoft.com/troubleshoot/azure/azure-container-registry/manifest-tag-not-found"),
    UPSTREAM_IMAGE_NOT_FOUND(
            symptoms(Symptom.NOT_FOUND, Symptom.UNAUTHORIZED, Symptom.FORBIDDEN),
            "The source of the cache rule does not have the image",
            "a cache rule serves the image, and the registry did not get it; the source is not asked, so this is only likely",
            "check the image at the source",
            "https://learn.microsoft.com/azure/container-registry/artifact-cache-overview"),
    CACHE_RULE_CREDENTIAL_UNHEALTHY(
            symptoms(Symptom.NOT_FOUND, Symptom.UNAUTHORIZED, Symptom.FORBIDDEN),
            "The cache rule's credentials are unhealthy",
            "the image is not in the registry, or the registry says that the source failed, and Azure reports the credentials of"
                    + " the cache rule that serves it as Unhealthy",
            "renew the secrets that the credential set refers to",
            "https://learn.microsoft.com/azure/container-registry/troubleshoot-artifact-cache",
            UPSTREAM_IMAGE_NOT_FOUND),
    IMAGE_SOFT_DELETED(
            symptoms(Symptom.NOT_FOUND, Symptom.UNAUTHORIZED),
            "The image was deleted and can still be restored",
            "it is among the soft-deleted artifacts of the repository",
            "restore it",
            "https://learn.microsoft.com/azure/container-registry/container-registry-soft-delete-policy",
            TAG_NOT_FOUND,
            REPOSITORY_NOT_FOUND),
    IMAGE_LOCKED(
            symptoms(Symptom.DISALLOWED, Symptom.NOT_FOUND, Symptom.UNAUTHORIZED),
            "The image is locked against reading",
            "readEnabled is false on the repository, the tag or the manifest",
            "unlock it",
            "https://learn.microsoft.com/azure/container-registry/container-registry-image-lock"),
    IMAGE_QUARANTINED(
            symptoms(Symptom.DISALLOWED, Symptom.NOT_FOUND, Symptom.UNAUTHORIZED),
            "The image is in quarantine",
            "the registry quarantines what is pushed, and the manifest is not released",
            "finish the scan and release it",
            "https://learn.microsoft.com/azure/container-registry/container-registry-faq",
            TAG_NOT_FOUND),
    REPLICA_NOT_CAUGHT_UP(
            symptoms(Symptom.NOT_FOUND),
            "The replica that serves the nodes does not have the image yet",
            "another replica has it, and the one that serves the nodes does not, as its own endpoint says, or as the node"
                    + " found out less than a day after the push",
            "wait, and let the pods retry",
            "https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication"),
    PRIVATE_DNS_ZONE_NOT_LINKED(
            symptoms(Symptom.FORBIDDEN, Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The private DNS zone of the registry's endpoint is not linked to the nodes' network",
            "an approved private endpoint exists, the public route does not work, and the zone has no link to the "
                    + "network whose DNS answers for the nodes",
            "link the zone to that network",
            "https://learn.microsoft.com/troubleshoot/azure/azure-container-registry/cant-resolve-container-registry-fqdn-private-ip-address"),
    PRIVATE_DNS_RECORD_MISSING(
            symptoms(Symptom.FORBIDDEN, Symptom.HOST_NOT_RESOLVED, Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The private DNS zone lacks a record of the registry, or has a wrong one",
            "the login server or a data endpoint has no A record in the linked zone, or one with another "
                    + "address than the endpoint's",
            "recreate the record",
            "https://learn.microsoft.com/azure/container-registry/container-registry-private-link"),
    CUSTOM_DNS_BYPASSES_PRIVATE_ZONE(
            symptoms(Symptom.FORBIDDEN, Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The nodes ask DNS servers that do not see the private DNS zone",
            "the network names its own DNS servers, the network of those servers is not linked to the zone, and the "
                    + "public route does not work",
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
            "The registry's firewall does not allow the address that the nodes arrive with",
            "the registry denies by default, and no rule contains the address that its message names, or else the "
                    + "cluster's egress address",
            "add a network rule for each address",
            "https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks"),
    SERVICE_ENDPOINT_NOT_ALLOWED(
            symptoms(Symptom.FORBIDDEN),
            "The registry's firewall does not allow the subnet of the nodes, which arrives through a service endpoint",
            "the nodes' subnet has the service endpoint Microsoft.ContainerRegistry, the registry denies by default, and none "
                    + "of its rules is for the subnet",
            "add a rule for the subnet, or use a private endpoint",
            "https://learn.microsoft.com/azure/container-registry/container-registry-vnet"),
    SERVICE_ENDPOINT_POLICY_BLOCKS_STORAGE(
            symptoms(Symptom.FORBIDDEN),
            "A service endpoint policy keeps the nodes from the storage that serves the layers",
            "the nodes' subnet has a policy for the service endpoint Microsoft.Storage, and the registry serves layers "
                    + "from accounts of Azure Storage that no policy allows",
            "let the registry serve layers from dedicated data endpoints",
            "https://learn.microsoft.com/azure/virtual-network/virtual-network-service-endpoint-policies-overview"),
    PUBLIC_ACCESS_DISABLED(
            symptoms(Symptom.FORBIDDEN),
            "The registry takes no public traffic, and there is no private way to it",
            "publicNetworkAccess is Disabled, and the registry has no private endpoint",
            "create a private endpoint, or enable selected networks",
            "https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks"),
    CUSTOMER_KEY_UNREACHABLE(
            symptoms(Symptom.FORBIDDEN),
            "The registry cannot reach its encryption key",
            "the registry is encrypted with a customer's key, and the vault denies it, or the key is "
                    + "disabled or expired",
            "restore the access to the key",
            "https://learn.microsoft.com/azure/container-registry/tutorial-troubleshoot-customer-managed-keys"),
    VNET_NOT_PEERED(
            symptoms(Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The nodes' network is not connected with the private endpoint's",
            "the networks differ, and neither a peering nor a hub connects them",
            "peer them in both directions",
            "https://learn.microsoft.com/azure/virtual-network/virtual-network-peering-overview"),
    VNET_PEERING_DISCONNECTED(
            symptoms(Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The peering on the way to the private endpoint is not connected",
            "its peeringState is not Connected on one side or both",
            "delete and recreate both sides",
            "https://learn.microsoft.com/azure/virtual-network/virtual-network-troubleshoot-peering-issues"),
    FIREWALL_BLOCKS_REGISTRY(
            symptoms(Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The firewall on the way does not let the registry through",
            "the route leads to an Azure Firewall, and none of its rules allows it",
            "add a rule",
            "https://learn.microsoft.com/azure/container-registry/container-registry-firewall-access-rules"),
    NSG_BLOCKS_REGISTRY(
            symptoms(Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "A network security group denies the traffic to the registry",
            "the first rule that matches the registry's address and port denies",
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
            "The registry's data endpoint is blocked, its login server is not",
            "the same rules let the login server pass and stop the data endpoint",
            "allow the data endpoint too",
            "https://learn.microsoft.com/azure/container-registry/container-registry-dedicated-data-endpoints"),
    REGISTRY_HOST_NOT_RESOLVED(
            symptoms(Symptom.HOST_NOT_RESOLVED),
            "The nodes cannot resolve the registry's name",
            "the registry exists and is public, and the nodes' DNS servers do not know its name",
            "repair name resolution",
            "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/connectivity/dns/basic-troubleshooting-dns-resolution-problems"),
    NO_EGRESS(
            symptoms(Symptom.TIMEOUT, Symptom.CONNECTION_FAILED, Symptom.HOST_NOT_RESOLVED),
            "The cluster has no way out",
            "its outboundType is none or block, and no private endpoint leads to the registry",
            "create a private endpoint, or a cache rule",
            "https://learn.microsoft.com/azure/aks/concepts-network-isolated"),
    PROXY_MISCONFIGURED(
            symptoms(Symptom.PROXY_FAILED, Symptom.FORBIDDEN, Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The nodes ask the proxy for a private registry",
            "the registry has a private endpoint, and noProxy lacks its login server or data endpoint",
            "add both to noProxy",
            "https://learn.microsoft.com/azure/aks/http-proxy"),
    TLS_INTERCEPTED(
            symptoms(Symptom.UNTRUSTED_CERTIFICATE),
            "Something on the way presents its own certificate",
            "the node does not trust the certificate, and a firewall rule on the path inspects this traffic, or the "
                    + "authority that signed it is that of an inspecting appliance",
            "exclude the registry from inspection",
            "https://learn.microsoft.com/azure/aks/custom-certificate-authority"),
    IMAGE_OS_MISMATCH(
            symptoms(Symptom.NO_MATCHING_PLATFORM, Symptom.UNAUTHORIZED),
            "The image is not for the node's operating system",
            "no manifest of the image has the node's operating system",
            "run it on nodes of its system",
            Guide.ADDRESS),
    IMAGE_ARCHITECTURE_MISMATCH(
            symptoms(Symptom.NO_MATCHING_PLATFORM, Symptom.UNAUTHORIZED),
            "The image is not for the node's processor",
            "the operating system fits, and no manifest has the node's architecture",
            "build for it, or run it on nodes of its architecture",
            Guide.ADDRESS),
    WINDOWS_VERSION_MISMATCH(
            symptoms(Symptom.NO_MATCHING_PLATFORM, Symptom.UNAUTHORIZED),
            "The image is for another version of Windows than the node's",
            "no manifest has an os.version that the node's build can run",
            "use a base image of the node's version",
            "https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility"),
    IMAGE_FORMAT_UNSUPPORTED(
            symptoms(Symptom.UNSUPPORTED_MANIFEST),
            "The image has a format that the node no longer reads",
            "the manifest is one of Docker's schema 1, and the node runs containerd 2.1 or newer, or says that it does not read it",
            "build the image again, or convert it",
            "https://learn.microsoft.com/azure/container-registry/container-registry-image-formats"),
    NODE_PULL_LIMIT_EXCEEDED(
            symptoms(Symptom.NODE_PULL_LIMIT),
            "The kubelet's own limit of pulls per second was reached",
            "the message says so",
            "raise the limit, or pull less often",
            Guide.ADDRESS),
    REGISTRY_THROTTLED(
            symptoms(Symptom.THROTTLED),
            "The registry throttles",
            "the registry's own host answered 429, and does not ascribe it to the source of a cache rule",
            "a larger SKU, fewer pulls at once",
            "https://learn.microsoft.com/azure/container-registry/container-registry-skus"),
    UPSTREAM_THROTTLED(
            symptoms(Symptom.THROTTLED),
            "A registry outside Azure throttles",
            "another host than an Azure registry answered 429, or the registry ascribes it to the source of a cache rule",
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
            "the node finds a certificate expired or not yet valid that is valid now, and its clock differs from the cluster's or from Pull "
                    + "Responder's",
            "let the node set its clock",
            "https://learn.microsoft.com/azure/virtual-machines/linux/time-sync"),
    INVALID_IMAGE_REFERENCE(
            symptoms(Symptom.INVALID_REFERENCE),
            "The image reference cannot be parsed",
            "it does not fit the grammar of image references",
            "correct it",
            "https://kubernetes.io/docs/concepts/containers/images/"),
    REGISTRY_UNAVAILABLE(
            symptoms(Symptom.REGISTRY_ERROR, Symptom.TIMEOUT, Symptom.CONNECTION_FAILED),
            "The registry itself fails",
            "the registry's host answered with a server error, and so it did to Pull Responder, or Azure Resource Health "
                    + "calls it Unavailable or Degraded",
            "wait, or see the registry's resource health",
            "https://learn.microsoft.com/azure/service-health/resource-health-overview"),
    IMAGE_CONTENT_DAMAGED(
            symptoms(Symptom.CORRUPT_CONTENT, Symptom.NOT_FOUND),
            "What the registry serves is not what was pushed",
            "the message tells of a digest or size that does not fit, or of a missing blob, or the image's index lists a manifest that the "
                    + "registry does not have",
            "push the image again",
            Guide.ADDRESS),
    CREDENTIAL_EXPIRING(
            symptoms(Symptom.UNAUTHORIZED),
            "A credential that clusters pull with expires soon",
            "the end of a credential of a cluster's service principal, of the one in a pull secret, or of a registry token"
                    + " is near",
            "renew the credential, and give it to whoever uses it",
            "https://learn.microsoft.com/azure/aks/update-credentials");

    /** The page of each cause, written from this catalogue and a run of its estate. */
    private static final String PAGES = "https://github.com/pullresponder/pull-responder/blob/main/docs/causes/";

    @SuppressWarnings("ImmutableEnumChecker") // Nothing changes it.
    private final Set<Symptom> symptoms;

    private final String title;
    private final String proof;
    private final String fix;
    private final String reference;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed.
    private final Set<Cause> explainsAway;

    Cause(Set<Symptom> symptoms, String title, String proof, String fix, String reference, Cause... explainsAway) {
        this.symptoms = symptoms;
        this.title = title;
        this.proof = proof;
        this.fix = fix;
        this.reference = reference;
        this.explainsAway = Set.of(explainsAway);
    }

    /** The symptoms that it can have, the most usual one first. */
    public Set<Symptom> symptoms() {
        return symptoms;
    }

    public String title() {
        return title;
    }

    /** What proves it, in one line. */
    public String proof() {
        return proof;
    }

    /** What fixes it, in one line. */
    public String fix() {
        return fix;
    }

    /** The page of the vendor that explains it best. */
    public String reference() {
        return reference;
    }

    /** The page of this project about it, which names the vendor's. */
    public String help() {
        return PAGES + name() + ".md";
    }

    /** Whether this one is reported instead of the other where both are found. */
    public boolean explainsAway(Cause other) {
        return explainsAway.contains(other);
    }

    private static Set<Symptom> symptoms(Symptom first, Symptom... others) {
        var symptoms = new LinkedHashSet<Symptom>();
        symptoms.add(first);
        symptoms.addAll(List.of(others));
        return Collections.unmodifiableSet(symptoms);
    }

    /** What is wrong with the credentials of a pod also keeps it from an image that others pulled to the node. */
    private static Set<Symptom> ofCredentials(Symptom... others) {
        var symptoms = new LinkedHashSet<Symptom>();
        symptoms.add(Symptom.UNAUTHORIZED);
        symptoms.addAll(List.of(others));
        symptoms.add(Symptom.PRESENT_IMAGE_NOT_ALLOWED);
        return Collections.unmodifiableSet(symptoms);
    }

    /** The vendor's guide to most causes at once, for those that no page of their own explains better. */
    private static final class Guide {
        private static final String ADDRESS =
                "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/extensions/cannot-pull-image-from-acr-to-aks-cluster";
    }
}
