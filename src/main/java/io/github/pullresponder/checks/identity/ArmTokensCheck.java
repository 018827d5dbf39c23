package io.github.pullresponder.checks.identity;

import static io.github.pullresponder.diagnosis.Verdict.confirmed;
import static io.github.pullresponder.diagnosis.Verdict.notApplicable;
import static io.github.pullresponder.diagnosis.Verdict.ruledOut;
import static io.github.pullresponder.diagnosis.Verdict.undetermined;

import io.github.pullresponder.checks.remedy.IdentityRemedies;
import io.github.pullresponder.cluster.Cluster.NodePool;
import io.github.pullresponder.cluster.KubernetesVersionParser;
import io.github.pullresponder.cluster.Node;
import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.diagnosis.Finding;
import io.github.pullresponder.diagnosis.Verdict;
import io.github.pullresponder.pull.PullContext;
import io.github.pullresponder.pull.PullingIdentity;
import io.github.pullresponder.pull.PullingIdentity.ReferencedPullSecret;
import io.github.pullresponder.pull.PullingIdentity.ServiceAccountIdentity;
import io.github.pullresponder.registry.Registry;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks that the registry accepts the tokens that the nodes request. Older nodes request ARM tokens. */
final class ArmTokensCheck extends AbstractCredentialCheck {
    /** Nodes request registry tokens from this Kubernetes version, and from node images of this month on. */
    private static final int NEW_ENOUGH_MINOR = 29;

    private static final int NEW_ENOUGH_IMAGE = 202503;

    private static final Pattern IMAGE = Pattern.compile(".*-(\\d{6})\\.\\d{1,2}\\.\\d+");

    ArmTokensCheck() {
        super("arm-tokens", "The registry accepts the tokens that the nodes request", Cause.ARM_TOKENS_REJECTED);
    }

    @Override
    protected Verdict examine(PullingIdentity identity, PullContext pull) {
        // Nodes that pull as service accounts request registry tokens (cloud-provider-azure, pkg/credentialprovider).
        if (identity instanceof ReferencedPullSecret || identity instanceof ServiceAccountIdentity) {
            return notApplicable("%s does not use a token of the node", identity.name());
        }
        var registry = pull.registry();
        if (registry.acceptsArmTokens()) {
            return ruledOut(registry.source(), "%s accepts tokens for Azure Resource Manager", registry.name());
        }
        var outside = pull.nodes()
                .machineNode()
                .filter(node ->
                        node.nodePool().isEmpty() && node.kubeletVersion().isPresent());
        if (outside.isPresent()) {
            return examineNode(outside.get(), registry);
        }
        var pools = pull.nodes().affectedPools();
        if (pools.stream().anyMatch(pool -> isOld(pool).isEmpty())) {
            return undetermined(
                    "%s does not accept tokens for Azure Resource Manager, and the nodes' version is not known",
                    registry.name());
        }
        var old = pools.stream().filter(pool -> isOld(pool).orElse(false)).toList();
        if (old.isEmpty()) {
            return ruledOut(
                    pull.cluster().source(),
                    "%s does not accept ARM tokens, and the nodes are new enough to request registry tokens",
                    registry.name());
        }
        var finding = Finding.of(
                        Cause.ARM_TOKENS_REJECTED,
                        "%s rejects ARM tokens, which node pool %s uses"
                                .formatted(registry.name(), old.get(0).name()))
                .because(registry.source(), "azureADAuthenticationAsArmPolicy of %s is disabled", registry.name());
        for (var pool : old) {
            finding = finding.because(
                    pull.cluster().source(),
                    "pool %s runs Kubernetes %s on node image %s",
                    pool.name(),
                    pool.kubernetesVersion().orElse("unknown"),
                    pool.nodeImage().orElse("unknown"));
        }
        for (var pool : old) {
            finding = finding.fix(
                    hasOldVersion(pool.kubernetesVersion()).orElse(false)
                            ? IdentityRemedies.upgradeKubernetes(pull.cluster(), pool, "1." + NEW_ENOUGH_MINOR)
                            : IdentityRemedies.upgradeNodeImage(pull.cluster(), pool));
        }
        return confirmed(finding.fix(IdentityRemedies.orAcceptArmTokens(registry)));
    }

    /** A node outside of node pools reports its own version. */
    private static Verdict examineNode(Node node, Registry registry) {
        var version = node.kubeletVersion();
        var old = isOld(version, node.nodeImage());
        if (old.isEmpty()) {
            return undetermined(
                    "%s does not accept tokens for Azure Resource Manager, and the version of node %s is not known",
                    registry.name(), node.name());
        }
        if (!old.get()) {
            return ruledOut(
                    node.source(),
                    "%s does not accept ARM tokens, and node %s is new enough to request registry tokens",
                    registry.name(),
                    node.name());
        }
        return confirmed(Finding.of(
                        Cause.ARM_TOKENS_REJECTED,
                        "%s rejects ARM tokens, which node %s uses".formatted(registry.name(), node.name()))
                .because(registry.source(), "azureADAuthenticationAsArmPolicy of %s is disabled", registry.name())
                .because(
                        node.source(),
                        "node %s runs Kubernetes %s on node image %s",
                        node.name(),
                        version.orElse("unknown"),
                        node.nodeImage().orElse("unknown"))
                .fix(IdentityRemedies.acceptArmTokens(registry)));
    }

    /** Empty if neither the pool's version nor its image can be read. */
    private static Optional<Boolean> isOld(NodePool pool) {
        return isOld(pool.kubernetesVersion(), pool.nodeImage());
    }

    private static Optional<Boolean> isOld(Optional<String> version, Optional<String> nodeImage) {
        var byVersion = hasOldVersion(version);
        var byImage = monthOf(nodeImage).map(month -> month < NEW_ENOUGH_IMAGE);
        if (byVersion.isEmpty() && byImage.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(byVersion.orElse(false) || byImage.orElse(false));
    }

    private static Optional<Boolean> hasOldVersion(Optional<String> version) {
        return version.flatMap(KubernetesVersionParser::minorOf).map(minor -> minor < NEW_ENOUGH_MINOR);
    }

    private static Optional<Integer> monthOf(Optional<String> nodeImage) {
        return nodeImage
                .map(IMAGE::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> Integer.parseInt(matcher.group(1)));
    }
}
