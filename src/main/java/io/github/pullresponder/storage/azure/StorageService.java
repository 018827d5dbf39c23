package io.github.pullresponder.storage.azure;

import com.azure.core.management.AzureEnvironment;
import java.net.URI;
import java.util.Locale;

/** The services of a storage account that are used, each with an endpoint of its own. */
enum StorageService {
    BLOB("Storage Blob Data Contributor"),
    QUEUE("Storage Queue Data Contributor"),
    TABLE("Storage Table Data Contributor");

    private final String role;

    StorageService(String role) {
        this.role = role;
    }

    /** The built-in role that suffices to create, read and write here. */
    String role() {
        return role;
    }

    /** The app setting that names the endpoint; two underscores stand for a level of the host's configuration. */
    String uriSetting() {
        return StorageConnection.SETTING + "__" + label() + "ServiceUri";
    }

    URI of(String account, AzureEnvironment environment) {
        return URI.create("https://" + account + "." + label() + environment.getStorageEndpointSuffix());
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
