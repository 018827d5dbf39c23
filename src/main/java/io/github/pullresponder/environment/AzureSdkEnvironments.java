package io.github.pullresponder.environment;

import com.azure.core.management.AzureEnvironment;
import io.github.pullresponder.settings.AzureCloud;

/** The SDK's environments of the clouds in the settings. */
public final class AzureSdkEnvironments {
    private AzureSdkEnvironments() {}

    public static AzureEnvironment environment(AzureCloud cloud) {
        return switch (cloud) {
            case PUBLIC -> AzureEnvironment.AZURE;
            case US_GOVERNMENT -> AzureEnvironment.AZURE_US_GOVERNMENT;
            case CHINA -> AzureEnvironment.AZURE_CHINA;
        };
    }
}
