package io.github.pullresponder.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.pullresponder.resource.ResourceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Messages of Azure in the documented formats, about one small estate. */
public final class Payloads {
    public static final String SUBSCRIPTION = "/subscriptions/2f6a1c44-9d0b-4e57-8a83-51c7de0b9f12";
    public static final ResourceId CLUSTER = ResourceId.parse(
            SUBSCRIPTION + "/resourceGroups/rg-store/providers/Microsoft.ContainerService/managedClusters/aks-store");
    public static final ResourceId REGISTRY = ResourceId.parse(
            SUBSCRIPTION + "/resourceGroups/rg-images/providers/Microsoft.ContainerRegistry/registries/fabrikam");
    public static final ResourceId WORKSPACE = ResourceId.parse(
            SUBSCRIPTION + "/resourceGroups/rg-logs/providers/Microsoft.OperationalInsights/workspaces/logs-store");
    public static final String IMAGE = "fabrikam.azurecr.io/store/cart:2.3.1";

    private static final Path FOLDER = Path.of("src", "test", "resources", "payloads");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Payloads() {}

    public static String named(String name) {
        try {
            return Files.readString(FOLDER.resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<String> all() {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .map(Payloads::named)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The payload with another value at a JSON pointer; {@code "absent"} removes it. */
    public static String with(String name, String pointer, String value) {
        try {
            var root = JSON.readTree(named(name));
            var slash = pointer.lastIndexOf('/');
            JsonNode parent = slash == 0 ? root : root.at(pointer.substring(0, slash));
            var field = pointer.substring(slash + 1);
            if (value.equals("absent")) {
                ((ObjectNode) parent).remove(field);
            } else {
                ((ObjectNode) parent).set(field, JSON.readTree(value));
            }
            return root.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String unauthorized(String image) {
        return ("Failed to pull image \"%1$s\": failed to pull and unpack image \"%1$s\": failed to resolve reference"
                        + " \"%1$s\": failed to authorize: failed to fetch oauth token: unexpected status from POST"
                        + " request to https://fabrikam.azurecr.io/oauth2/token: 401 Unauthorized")
                .formatted(image);
    }

    public static String notFound(String image) {
        return ("Failed to pull image \"%1$s\": rpc error: code = NotFound desc = failed to pull and unpack image"
                        + " \"%1$s\": failed to resolve reference \"%1$s\": %1$s: not found")
                .formatted(image);
    }
}
