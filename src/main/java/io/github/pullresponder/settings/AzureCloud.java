package io.github.pullresponder.settings;

import java.util.Arrays;

/** An Azure cloud, with its name in {@code az cloud list}. */
public enum AzureCloud {
    PUBLIC("AzureCloud"),
    US_GOVERNMENT("AzureUSGovernment"),
    CHINA("AzureChinaCloud");

    private final String azName;

    AzureCloud(String azName) {
        this.azName = azName;
    }

    static AzureCloud named(String azName) {
        return Arrays.stream(values())
                .filter(cloud -> cloud.azName.equalsIgnoreCase(azName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(azName));
    }
}
