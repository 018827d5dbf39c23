package io.github.pullresponder.endtoend;

import com.azure.core.http.HttpClient;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.environment.AppEnvironment;
import io.github.pullresponder.storage.Storage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The platform of an instance of the app, with one part replaced. */
final class Platforms {
    private Platforms() {}

    static AppEnvironment withStorage(AppEnvironment platform, UnaryOperator<Storage> other) {
        return with(platform, platform.http(), other);
    }

    static AppEnvironment withHttp(AppEnvironment platform, HttpClient other) {
        return with(platform, other, storage -> storage);
    }

    /** @param listener called with each report, in the place of the platform's own */
    static AppEnvironment withListener(AppEnvironment platform, Consumer<Report> listener) {
        return new AppEnvironment(
                platform.http(),
                platform.credential(),
                platform.apiServers(),
                platform.clock(),
                platform.storage(),
                platform.storageAccount(),
                listener);
    }

    private static AppEnvironment with(AppEnvironment platform, HttpClient http, UnaryOperator<Storage> other) {
        return new AppEnvironment(
                http,
                platform.credential(),
                platform.apiServers(),
                platform.clock(),
                azure -> other.apply(platform.storage().apply(azure)),
                platform.storageAccount(),
                platform.listener());
    }
}
