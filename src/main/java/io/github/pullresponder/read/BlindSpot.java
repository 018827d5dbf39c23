package io.github.pullresponder.read;

import java.util.List;

/**
 * Something that Pull Responder can notice and not judge. Each entry lists the checks that it can make undetermined; a report names
 * the blind spots that this pull has, and {@code docs/blind-spots.md} is written from this catalog.
 */
public enum BlindSpot {
    NETWORK_APPLIANCE(
            "Network appliance",
            "a route leads to an address that belongs to no visible Azure Firewall",
            "look in the appliance's log for connections of the node to the registry",
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
            "the traffic leaves, or may leave by a learned route, through a gateway or a virtual WAN hub, whose routes and far side"
                    + " are not read",
            "follow the route on the far side of the gateway; on the node, test the connection to the registry",
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
            "the nodes, a DNS proxy or a forwarding rule asks a DNS server that is in no visible virtual network",
            "look up the registry's name on the node and compare the address",
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
            "look in the proxy's log for requests of the node to the registry",
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
            "look at the access rules of the registry's network security perimeter",
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
            "the nodes' subnet has the service endpoint Microsoft.ContainerRegistry, and Azure does not return the registry's rules for"
                    + " subnets, which only previews of its API have; or the registry saw a private address of another subnet",
            "look for the nodes' subnet in the registry's network rules: az acr network-rule list",
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
            "look in the portal which principals the deny assignment covers (Access control, Deny assignments)",
            "deny-assignment",
            "pull-role",
            "pull-secret-principal-role"),
    CREDENTIAL_PROVIDER_OF_NODES(
            "Credential provider of the nodes",
            "the pod's service account has the annotations of an identity that pulls, and the cluster does not use such"
                    + " identities; nodes whose credential provider was configured by hand do",
            "look for tokenAttributes in /var/lib/kubelet/credential-provider-config.yaml on the node",
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
            "the pod is on a virtual node, whose images Azure Container Instances pulls outside of the cluster's machines",
            "run the pod on a node of a node pool, or look at the events of its container group in Azure Container Instances",
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
            "ask an administrator of that tenant whether the principal and its credentials are valid",
            "deny-assignment",
            "pull-role",
            "pull-role-mode",
            "pull-role-holder",
            "repository-condition",
            "cluster-secret"),
    ACR_PULL_BINDING(
            "AcrPullBinding",
            "the controller of Azure/msi-acrpull made the pull secret, and the AcrPullBinding that says for which identity"
                    + " and scope is not read",
            "look at status.error, the identity and the scope of the AcrPullBinding in the pod's namespace",
            "registry-token"),
    SHORT_LIVED_LOGIN(
            "Short-lived login in a pull secret",
            "a pull secret holds a token of a person's or an app's login instead of a password",
            "recreate the secret from a registry token or an app, which last longer",
            "registry-token"),
    REGISTRY_TOKEN_PASSWORD(
            "Password of a registry token",
            "a pull secret signs in with a registry token, whose passwords Azure never returns",
            "sign in with the secret's user name and password: 'az acr login' or 'docker login'",
            "registry-token"),
    CACHE_SOURCE(
            "Source of a cache rule",
            "a cache rule serves the image from another registry, which is not asked",
            "see whether the source has the image: docker manifest inspect",
            "upstream-image"),
    CLUSTER_CREDENTIAL(
            "Credential that a cluster holds",
            "the cluster pulls with a service principal, and Azure does not return which of its credentials",
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

    /** The fact that shows that a pull has it, in lower case. */
    public String noticedBy() {
        return noticedBy;
    }

    /** What a person can do, as an imperative in lower case. */
    public String advice() {
        return advice;
    }

    /** The ids of the checks that it can make undetermined. */
    public List<String> checks() {
        return checks;
    }
}
