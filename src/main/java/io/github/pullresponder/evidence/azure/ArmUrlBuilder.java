package io.github.pullresponder.evidence.azure;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Builds ARM addresses for requests over plain HTTP; names of resource groups may contain letters of any script. */
final class ArmUrlBuilder {
    private ArmUrlBuilder() {}

    /** @param path such as the id of a resource: with a leading slash, not encoded */
    static String of(AzureConnection azure, String path, String apiVersion) {
        var endpoint = azure.environment().getResourceManagerEndpoint().replaceAll("/+$", "");
        return endpoint + encode(path) + "?api-version=" + apiVersion;
    }

    private static String encode(String path) {
        return Arrays.stream(path.split("/"))
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
