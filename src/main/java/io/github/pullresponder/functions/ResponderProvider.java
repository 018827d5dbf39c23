package io.github.pullresponder.functions;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import io.github.pullresponder.Responder;
import io.github.pullresponder.settings.InvalidSettingsException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Provides the app behind a function, composed inside the first invocation.
 *
 * <p>It is not composed in the function's constructor: the Java worker answers if a function throws, but not if a constructor throws an
 * Error. The caller would then wait until the host gives up.
 */
final class ResponderProvider {
    private final Supplier<Responder> responder;

    ResponderProvider(Supplier<Responder> responder) {
        this.responder = responder;
    }

    /** The app of this process. */
    static ResponderProvider ofProcess() {
        return new ResponderProvider(() -> Responder.shared());
    }

    static ResponderProvider of(Responder responder) {
        return new ResponderProvider(() -> responder);
    }

    /**
     * Returns a part of the app at the beginning of an invocation.
     *
     * @throws AppNotStartedException for every failure to compose the app, including an Error; the reason is logged
     */
    <T> T part(Function<Responder, T> part, ExecutionContext context) {
        try {
            return part.apply(responder.get());
        } catch (InvalidSettingsException e) {
            throw log(new AppNotStartedException("invalid settings", e.problems()), context);
        } catch (Throwable e) {
            // The type only: a message may quote the content.
            var why = "composition failed with " + e.getClass().getName();
            throw log(new AppNotStartedException("the app cannot start", List.of(why)), context);
        }
    }

    private static AppNotStartedException log(AppNotStartedException e, ExecutionContext context) {
        context.getLogger().severe(e.getMessage());
        return e;
    }

    /** The answer if the app is not started; a retry may succeed after a setting is corrected, or on another instance. */
    static HttpResponseMessage notStarted(HttpRequestMessage<?> request, AppNotStartedException e) {
        return HttpResponses.error(request, HttpStatus.SERVICE_UNAVAILABLE, e.what(), e.problems());
    }
}
