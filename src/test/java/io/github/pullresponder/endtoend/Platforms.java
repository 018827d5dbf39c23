package io.github.pullresponder.endtoend;

import com.azure.core.http.HttpClient;
import io.github.pullresponder.Platform;
import io.github.pullresponder.diagnosis.Diagnosis;
import io.github.pullresponder.storage.Storage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What an instance of the app runs on, but for one part. */
final class Platforms {
    private Platforms() {}

    static Platform withStorage(Platform platform, UnaryOperator<Storage> other) {
        return with(platform, platform.http(), other);
    }

    static Platform withHttp(Platform platform, HttpClient other) {
        return with(platform, other, storage -> storage);
    }

    /** @param witness sees every diagnosis, in the place of the platform's own */
    static Platform withWitness(Platform platform, Consumer<Diagnosis> witness) {
        return new Platform(
                platform.http(),
                platform.credential(),
                platform.apiServers(),
                platform.clock(),
                platform.storage(),
                platform.storageAccount(),
                witness);
    }

    private static Platform with(Platform platform, HttpClient http, UnaryOperator<Storage> other) {
        return new Platform(
                http,
                platform.credential(),
                platform.apiServers(),
                platform.clock(),
                azure -> other.apply(platform.storage().apply(azure)),
                platform.storageAccount(),
                platform.witness());
    }
}
