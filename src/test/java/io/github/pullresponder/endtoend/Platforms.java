package io.github.pullresponder.endtoend;

import com.azure.core.http.HttpClient;
import io.github.pullresponder.diagnosis.Report;
import io.github.pullresponder.environment.InjectedDependencies;
import io.github.pullresponder.storage.AppStorage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The platform of an instance of the app, with one part replaced. */
final class Platforms {
    private Platforms() {}

    static InjectedDependencies withStorage(InjectedDependencies platform, UnaryOperator<AppStorage> other) {
        return with(platform, platform.http(), other);
    }

    static InjectedDependencies withHttp(InjectedDependencies platform, HttpClient other) {
        return with(platform, other, storage -> storage);
    }

    /** @param listener called with each report, instead of the platform's own listener */
    static InjectedDependencies withListener(InjectedDependencies platform, Consumer<Report> listener) {
        return new InjectedDependencies(
                platform.http(),
                platform.credential(),
                platform.apiServers(),
                platform.clock(),
                platform.storage(),
                platform.storageAccount(),
                listener);
    }

    private static InjectedDependencies with(
            InjectedDependencies platform, HttpClient http, UnaryOperator<AppStorage> other) {
        return new InjectedDependencies(
                http,
                platform.credential(),
                platform.apiServers(),
                platform.clock(),
                azure -> other.apply(platform.storage().apply(azure)),
                platform.storageAccount(),
                platform.listener());
    }
}
