package io.github.pullresponder.checks.identity;

import io.github.pullresponder.cluster.Cluster;
import io.github.pullresponder.identity.DirectoryServicePrincipal;
import io.github.pullresponder.resource.ResourceId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Recognizes principals that are named after a cluster: {@code aks-shop}, {@code aks-shop-agentpool},
 * {@code sp-aks-shop}, {@code aks-shopSP-20240131} are named after {@code aks-shop}; {@code aks-shop-test-agentpool} is
 * named after another cluster.
 */
final class ClusterPrincipalNameMatcher {
    /** Words that people and AKS add to a cluster's name when they name its identity. Any other word makes it another name. */
    private static final Set<String> ROLE_WORDS = Set.of(
            "sp",
            "spn",
            "mi",
            "msi",
            "uami",
            "umi",
            "uai",
            "id",
            "identity",
            "principal",
            "service",
            "app",
            "kubelet",
            "agentpool",
            "node",
            "nodes",
            "nodepool",
            "acr",
            "acrpull",
            "pull",
            "puller",
            "registry",
            "controlplane",
            "aks",
            "cluster",
            "old",
            "former",
            "previous",
            "legacy",
            "rbac");

    private final Cluster cluster;
    private final List<String> words;

    private ClusterPrincipalNameMatcher(Cluster cluster) {
        this.cluster = cluster;
        this.words = wordsOf(cluster.name());
    }

    static ClusterPrincipalNameMatcher of(Cluster cluster) {
        return new ClusterPrincipalNameMatcher(cluster);
    }

    boolean matches(DirectoryServicePrincipal principal) {
        var name = wordsOf(principal.displayName());
        var at = Collections.indexOfSubList(name, words);
        return at >= 0
                && restIsAboutTheRole(name.subList(0, at))
                && restIsAboutTheRole(name.subList(at + words.size(), name.size()))
                && !belongsToNodesOfAnotherCluster(principal);
    }

    private static boolean restIsAboutTheRole(List<String> rest) {
        return rest.stream()
                .allMatch(word -> ROLE_WORDS.contains(word) || word.chars().allMatch(Character::isDigit));
    }

    /** Two clusters may share a name; their kubelet identities are then in different node resource groups. */
    private boolean belongsToNodesOfAnotherCluster(DirectoryServicePrincipal principal) {
        var own = cluster.nodeResourceGroupId();
        return principal.alternativeNames().stream()
                .filter(name -> name.startsWith("/subscriptions/"))
                .map(ResourceId::parse)
                .anyMatch(id -> id.resourceGroup().toUpperCase(Locale.ROOT).startsWith("MC_") && !id.isWithin(own));
    }

    /** Splits at characters that are neither letters nor digits, and where an uppercase letter follows a lowercase letter. */
    private static List<String> wordsOf(String name) {
        return Arrays.stream(name.split("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
    }
}
