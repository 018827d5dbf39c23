package io.github.pullresponder.sandbox.remedy;

import java.util.Set;

/**
 * Estates whose report has a remedy that does not help or that harms, and those whose card shows half of one. An entry that is
 * repaired fails, so the lists can only shrink.
 */
final class Unrepaired {
    static final Set<String> REMEDIES = Set.of(
            "admin-user-disabled",
            "arm-tokens-rejected-old-kubelet",
            "cluster-principal-gone",
            "cluster-secret-and-certificate-expired",
            "cluster-secret-expired",
            "credentials-expiring",
            "credentials-expiring-told-once",
            "data-endpoint-blocked-by-nsg",
            "event-cluster-written",
            "event-route-written",
            "event-security-rule-written",
            "firewall-denies-before-allow",
            "firewall-denies-in-parent-policy",
            "firewall-denies-names-in-parent-policy",
            "login-timeout-data-open",
            "no-egress-block",
            "no-egress-none",
            "nsg-and-firewall-block",
            "nsg-denies-registry",
            "nsg-denies-registry-by-ranges",
            "private-endpoint-disconnected",
            "private-endpoint-with-zone-group-nsg-denies",
            "private-endpoint-with-zone-group-record-missing",
            "public-access-disabled",
            "pull-secret-for-near-miss",
            "pull-secret-for-other-azure-registry",
            "pull-secret-of-wrong-type",
            "registry-in-another-tenant",
            "registry-in-another-tenant-by-image");

    static final Set<String> CARDS = Set.of(
            "data-endpoint-blocked-by-firewall",
            "data-endpoint-blocked-by-firewall-storage",
            "event-firewall-rules-written",
            "event-peering-deleted",
            "firewall-allows-another-subnet",
            "firewall-blocks-private-endpoint",
            "firewall-blocks-private-endpoint-by-host-routes",
            "firewall-blocks-private-endpoint-by-network-route",
            "firewall-blocks-public-registry",
            "firewall-denies-before-allow",
            "firewall-denies-in-parent-policy",
            "firewall-denies-names-in-parent-policy",
            "firewall-ip-group-lacks-endpoint",
            "firewall-resets-public-registry",
            "firewall-service-tag-of-another-region",
            "forbidden-catalog",
            "image-content-damaged",
            "image-content-missing",
            "image-os-mismatch",
            "image-os-mismatch-and-anonymous-401",
            "nsg-and-firewall-block",
            "peering-disconnected-and-zone-unlinked",
            "private-dns-record-wrong-address",
            "proxy-lacks-data-endpoint",
            "proxy-lacks-registry",
            "repository-not-in-condition",
            "repository-not-in-either-condition",
            "tls-intercepted-by-firewall",
            "upstream-throttled",
            "vnet-not-peered",
            "vnet-not-peered-with-the-hub",
            "vnet-peering-deleted-on-the-hub-side",
            "vnet-peering-disconnected",
            "vnet-peering-initiated",
            "vnet-peering-is-not-transitive",
            "vnet-peering-on-one-side-only");

    private Unrepaired() {}
}
