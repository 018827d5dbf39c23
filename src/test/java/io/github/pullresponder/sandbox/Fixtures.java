package io.github.pullresponder.sandbox;

import io.github.pullresponder.sandbox.estate.Estate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The estate of the sandbox's own tests, and ways to vary it. */
public final class Fixtures {
    public static final String SUBSCRIPTION = "00000000-0000-4000-8000-000000000001";
    public static final String GROUP = "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/rg-shop";
    public static final String CLUSTER = GROUP + "/providers/Microsoft.ContainerService/managedClusters/aks-shop";
    public static final String REGISTRY = GROUP + "/providers/Microsoft.ContainerRegistry/registries/contososhop";
    public static final String TENANT = "11111111-0000-4000-8000-000000000001";
    public static final String WORKSPACE = "99999999-0000-4000-8000-000000000001";

    /** Holds AcrPull at the registry, and repository reader for shop/web alone at the ABAC one. */
    public static final String KUBELET = "aaaaaaaa-0000-4000-8000-000000000001";

    /** Holds roles that do not let it pull. */
    public static final String STRANGER = "aaaaaaaa-0000-4000-8000-000000000002";

    /** Is in a group that is in a group that holds AcrPull at the resource group. */
    public static final String MEMBER = "aaaaaaaa-0000-4000-8000-000000000003";

    /** Holds AcrPull, but is a managed identity of another tenant. */
    public static final String FOREIGN = "aaaaaaaa-0000-4000-8000-000000000004";

    private Fixtures() {}

    public static Path folder() {
        return Path.of("src", "test", "resources", "sandbox-fixtures", "shop");
    }

    public static Estate shop() {
        return Estate.load(folder());
    }

    /** The estate with these faults. */
    public static Estate shopWithFaults(Path empty, String faults) {
        return shopWith(empty, Map.of("faults.json", faults));
    }

    /** A copy of the estate in an empty folder, with these files added or replaced. */
    public static Estate shopWith(Path empty, Map<String, String> files) {
        try (var originals = Files.walk(folder())) {
            for (Path original : originals.filter(Files::isRegularFile).toList()) {
                write(empty.resolve(folder().relativize(original).toString()), Files.readString(original));
            }
            for (var file : files.entrySet()) {
                write(empty.resolve(file.getKey()), file.getValue());
            }
            return Estate.load(empty);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
