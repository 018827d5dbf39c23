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
 * The app behind a function, composed inside the invocation that first asks for it.
 *
 * <p>Not in the function's constructor: the Java worker answers whatever a function throws, and nothing at all when an Error
 * comes out of a constructor. The caller would then wait until the host gives up.
 */
final class App {
    private final Supplier<Responder> responder;

    App(Supplier<Responder> responder) {
        this.responder = responder;
    }

    /** The app of this process. */
    static App ofProcess() {
        return new App(() -> Responder.shared());
    }

    static App of(Responder responder) {
        return new App(() -> responder);
    }

    /**
     * A part of the app, with which an invocation begins.
     *
     * @throws NotStartedException whatever keeps it from being composed, an Error too; the reason is logged
     */
    <T> T part(Function<Responder, T> part, ExecutionContext context) {
        try {
            return part.apply(responder.get());
        } catch (InvalidSettingsException e) {
            throw logged(new NotStartedException("the settings cannot be used", e.problems()), context);
        } catch (Throwable e) {
            // The type only: a message may quote what was read.
            var why = "composing it failed with " + e.getClass().getName();
            throw logged(new NotStartedException("the app cannot start", List.of(why)), context);
        }
    }

    private static NotStartedException logged(NotStartedException e, ExecutionContext context) {
        context.getLogger().severe(e.getMessage());
        return e;
    }

    /** A later attempt may succeed: a setting can be corrected, and another instance may start. */
    static HttpResponseMessage notStarted(HttpRequestMessage<?> request, NotStartedException e) {
        return Answers.error(request, HttpStatus.SERVICE_UNAVAILABLE, e.what(), e.problems());
    }
}
