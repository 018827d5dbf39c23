package io.github.pullresponder.storage.azure;

import com.azure.core.management.AzureEnvironment;
import java.net.URI;
import java.util.Locale;

/** The used services of a storage account, each with its own endpoint. */
enum StorageService {
    BLOB("Storage Blob Data Contributor"),
    QUEUE("Storage Queue Data Contributor"),
    TABLE("Storage Table Data Contributor");

    private final String role;

    StorageService(String role) {
        this.role = role;
    }

    /** The built-in role that permits to create, read and write. */
    String role() {
        return role;
    }

    /** The app setting with the endpoint; two underscores separate levels of the host's configuration. */
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
