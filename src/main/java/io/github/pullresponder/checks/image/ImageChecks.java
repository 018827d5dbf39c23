package io.github.pullresponder.checks.image;

import io.github.pullresponder.diagnosis.Check;
import java.util.List;

/** Lists the checks of images. */
public final class ImageChecks {
    private static final List<Check> ALL = List.of(
            new RepositoryExistsCheck(),
            new TagExistsCheck(),
            new CacheRuleCredentialCheck(),
            new UpstreamImageCheck(),
            new SoftDeletedImageCheck(),
            new ImageLockCheck(),
            new ImageQuarantineCheck(),
            new ReplicaHasImageCheck(),
            new ImageOsCheck(),
            new ImageArchitectureCheck(),
            new WindowsVersionCheck(),
            new ImageFormatCheck(),
            new ImageReferenceCheck(),
            new ImageContentDamagedCheck());

    private ImageChecks() {}

    public static List<Check> all() {
        return ALL;
    }
}
