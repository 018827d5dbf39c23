package io.github.pullresponder.read;

import java.util.List;

/**
 * Parts of an environment that Pull Responder can notice but not judge. Each entry lists the checks that it can make undetermined.
 * A report names the blind spots of its pull, and {@code docs/blind-spots.md} is generated from this list.
 */
public enum BlindSpot {
    NETWORK_APPLIANCE(
            "Network appliance",
            "a route leads to an address that belongs to no visible Azure Firewall",
            "search the appliance's log for connections from the node to the registry",
            "route",
            "firewall",
            "security-groups",
            "data-endpoint",
            "egress",
            "egress-address",
            "service-endpoint",
            "service-endpoint-policy",
            "private-dns-zone",
            "private-dns-record",
            "custom-dns",
            "private-endpoint-approval",
            "peering",
            "peering-state",
            "tls-interception",
            "entra-sign-in"),
    VIRTUAL_NETWORK_GATEWAY(
            "Virtual network gateway",
            "the traffic leaves, or may leave by a learned route, through a gateway or a virtual WAN hub; its routes and the"
                    + " network behind it are not read",
            "follow the route in the network behind the gateway; on the node, test the connection to the registry",
            "route",
            "firewall",
            "security-groups",
            "data-endpoint",
            "egress",
            "egress-address",
            "service-endpoint",
            "service-endpoint-policy",
            "private-dns-zone",
            "private-dns-record",
            "custom-dns",
            "private-endpoint-approval",
            "peering",
            "peering-state",
            "entra-sign-in"),
    DNS_SERVER_ELSEWHERE(
            "DNS server outside of the visible networks",
            "the nodes, a DNS proxy or a forwarding rule uses a DNS server that is in no visible virtual network",
            "resolve the registry's name on the node and compare the address",
            "custom-dns",
            "private-dns-zone",
            "private-dns-record",
            "private-endpoint-approval",
            "peering",
            "peering-state",
            "firewall",
            "security-groups",
            "route",
            "data-endpoint",
            "egress",
            "egress-address",
            "service-endpoint",
            "service-endpoint-policy",
            "host-resolution"),
    HTTP_PROXY(
            "HTTP proxy",
            "the nodes reach the registry through a proxy, whose rules are not read",
            "search the proxy's log for requests from the node to the registry",
            "proxy",
            "tls-interception",
            "private-dns-zone",
            "private-dns-record",
            "custom-dns",
            "private-endpoint-approval",
            "peering",
            "peering-state",
            "firewall",
            "security-groups",
            "route",
            "data-endpoint",
            "egress",
            "egress-address",
            "entra-sign-in",
            "service-endpoint",
            "service-endpoint-policy"),
    NETWORK_SECURITY_PERIMETER(
            "Network security perimeter",
            "publicNetworkAccess of the registry is SecuredByPerimeter",
            "check the access rules of the registry's network security perimeter",
            "public-access",
            "private-dns-zone",
            "private-dns-record",
            "custom-dns",
            "private-endpoint-approval",
            "peering",
            "peering-state",
            "firewall",
            "security-groups",
            "route",
            "data-endpoint",
            "egress",
            "egress-address",
            "service-endpoint",
            "service-endpoint-policy"),
    SERVICE_ENDPOINT(
            "Service endpoint",
            "the nodes' subnet has the service endpoint Microsoft.ContainerRegistry, and Azure returns the registry's rules for"
                    + " subnets in preview versions of its API only; or the registry saw a private address of another subnet",
            "search the registry's network rules for the nodes' subnet: az acr network-rule list",
            "egress-address",
            "service-endpoint",
            "service-endpoint-policy",
            "private-dns-zone",
            "private-dns-record",
            "custom-dns",
            "private-endpoint-approval",
            "peering",
            "peering-state"),
    DENY_ASSIGNMENT_OF_GROUP(
            "Deny assignment with a group or a condition",
            "a deny assignment denies the pull to a group, except for a group, or under a condition",
            "check in the portal which principals the deny assignment covers (Access control, Deny assignments)",
            "deny-assignment",
            "pull-role",
            "pull-secret-principal-role"),
    CREDENTIAL_PROVIDER_OF_NODES(
            "Credential provider of the nodes",
            "the pod's service account has the annotations of a pulling identity, but the cluster does not use identities of"
                    + " service accounts; nodes with a manually configured credential provider do",
            "search /var/lib/kubelet/credential-provider-config.yaml on the node for tokenAttributes",
            "deny-assignment",
            "pull-role",
            "pull-role-mode",
            "repository-condition",
            "kubelet-identity-on-nodes",
            "registry-tenant",
            "arm-tokens",
            "entra-sign-in"),
    VIRTUAL_NODE(
            "Virtual node",
            "the pod is on a virtual node: Azure Container Instances pulls its images, not a machine of the cluster",
            "run the pod on a node of a node pool, or read the events of its container group in Azure Container Instances",
            "deny-assignment",
            "pull-role",
            "pull-role-mode",
            "pull-role-holder",
            "repository-condition",
            "cluster-secret",
            "cluster-principal",
            "kubelet-identity-on-nodes",
            "pull-identity-named",
            "pull-identity-bound",
            "registry-tenant",
            "arm-tokens",
            "pull-secret-exists",
            "pull-secret-readable",
            "pull-secret-registry",
            "pull-secret-principal",
            "pull-secret-principal-role",
            "admin-user",
            "admin-password",
            "registry-token",
            "image-os",
            "image-architecture",
            "windows-version",
            "firewall",
            "security-groups",
            "route",
            "data-endpoint",
            "egress-address",
            "service-endpoint",
            "service-endpoint-policy"),
    DIRECTORY_OF_ANOTHER_TENANT(
            "Directory of another tenant",
            "a principal or its credentials belong to another Entra tenant",
            "ask an administrator of that tenant if the principal and its credentials are valid",
            "deny-assignment",
            "pull-role",
            "pull-role-mode",
            "pull-role-holder",
            "repository-condition",
            "cluster-secret"),
    ACR_PULL_BINDING(
            "AcrPullBinding",
            "the controller of Azure/msi-acrpull created the pull secret, and the AcrPullBinding with its identity and scope is"
                    + " not read",
            "check status.error, the identity and the scope of the AcrPullBinding in the pod's namespace",
            "registry-token"),
    SHORT_LIVED_LOGIN(
            "Short-lived login in a pull secret",
            "a pull secret contains a token from the login of a person or an app instead of a password",
            "recreate the secret from a registry token or an app, which are valid for longer",
            "registry-token"),
    REGISTRY_TOKEN_PASSWORD(
            "Password of a registry token",
            "a pull secret signs in with a registry token, whose passwords Azure never returns",
            "sign in with the secret's user name and password: 'az acr login' or 'docker login'",
            "registry-token"),
    CACHE_SOURCE(
            "Source of a cache rule",
            "a cache rule serves the image from another registry, which is not read",
            "check if the source has the image: docker manifest inspect",
            "upstream-image"),
    CLUSTER_CREDENTIAL(
            "Credential of a cluster",
            "the cluster pulls with a service principal, and Azure does not return which of its credentials the cluster uses",
            "compare the credential on the node with those of the service principal, or reset it",
            "cluster-secret");

    private final String title;
    private final String noticedBy;
    private final String advice;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes an unmodifiable list
    private final List<String> checks;

    BlindSpot(String title, String noticedBy, String advice, String... checks) {
        this.title = title;
        this.noticedBy = noticedBy;
        this.advice = advice;
        this.checks = List.of(checks);
    }

    public String title() {
        return title;
    }

    /** The fact that shows that a pull has this blind spot, in lower case. */
    public String noticedBy() {
        return noticedBy;
    }

    /** The next step for a person, as an imperative in lower case. */
    public String advice() {
        return advice;
    }

    /** The ids of the checks that it can make undetermined. */
    public List<String> checks() {
        return checks;
    }
}
