package io.github.pullresponder.evidence.azure;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Addresses of ARM for what is read over plain HTTP; names of resource groups may hold letters of any script. */
final class ArmAddress {
    private ArmAddress() {}

    /** @param path such as the id of a resource: it begins with a slash, and is not encoded yet */
    static String of(AzureConnection azure, String path, String apiVersion) {
        var endpoint = azure.environment().getResourceManagerEndpoint().replaceAll("/+$", "");
        return endpoint + encoded(path) + "?api-version=" + apiVersion;
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
