package io.github.pullresponder.generated;

import io.github.pullresponder.diagnosis.Cause;
import io.github.pullresponder.generated.GeneratedFile.Table;
import java.util.List;

/** Writes the ten causes that README.md shows as examples. */
final class Readme {
    /** Causes from every part of a pull: identity, pull secret, image, network, node and registry. */
    private static final List<Cause> EXAMPLES = List.of(
            Cause.PULL_ROLE_MISSING,
            Cause.PULL_ROLE_ON_ANOTHER_IDENTITY,
            Cause.KUBELET_IDENTITY_NOT_ON_NODES,
            Cause.PULL_SECRET_PRINCIPAL_EXPIRED,
            Cause.TAG_NOT_FOUND,
            Cause.PRIVATE_DNS_ZONE_NOT_LINKED,
            Cause.EGRESS_IP_NOT_ALLOWED,
            Cause.FIREWALL_BLOCKS_REGISTRY,
            Cause.IMAGE_ARCHITECTURE_MISMATCH,
            Cause.REGISTRY_THROTTLED);

    private Readme() {}

    static List<GeneratedFile> files() {
        var rows = EXAMPLES.stream().map(Readme::row).toList();
        return List.of(GeneratedFile.withTables("README.md", List.of(new Table("| cause |", rows))));
    }

    private static String row(Cause cause) {
        return "| [%s](%s) | %s | %s |"
                .formatted(
                        cause.title(),
                        CausePages.FOLDER + CausePages.fileOf(cause),
                        Reference.symptoms(cause),
                        cause.fix());
    }
}
